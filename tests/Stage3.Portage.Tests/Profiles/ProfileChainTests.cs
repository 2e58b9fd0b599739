using Stage3.Portage.Configuration;

namespace Stage3.Portage.Tests.Profiles;

public sealed class ProfileChainTests
{
    [Fact]
    public void Parents_come_before_children_in_the_order_of_their_lines()
    {
        using var tree = new ScratchTree();
        tree.Repository("local", "profiles/mixin/packages", "*app-misc/mixin\n");
        tree.Write("main/profiles/systemd/parent", "../base\n# a comment\nlocal:mixin\n");
        tree.Write("main/profiles/desktop/parent", "../systemd\n");
        tree.SelectProfile("main/profiles/desktop");
        tree.Write("config/etc/portage/profile/packages", "*app-misc/mine\n");
        tree.Profile().Nodes.Select(node => node.Folder).Should().Equal(
            tree.Folder / "main/profiles/base",
            tree.Folder / "local/profiles/mixin",
            tree.Folder / "main/profiles/systemd",
            tree.Folder / "main/profiles/desktop",
            tree.ConfigRoot / "etc/portage/profile");
    }

    [Fact]
    public void A_circle_is_told_with_each_link_of_it()
    {
        using var tree = new ScratchTree();
        tree.Write("main/profiles/one/parent", "../two\n");
        tree.Write("main/profiles/two/parent", "\n../one\n");
        tree.SelectProfile("main/profiles/one");
        var (one, two) = (tree.Folder / "main/profiles/one", tree.Folder / "main/profiles/two");
        var load = () => tree.Profile();
        load.Should().Throw<ConfigurationException>().Which.Problems.Should().ContainSingle()
            .Which.ToString().Should().Be($"{two / "parent"}:2: the profile inherits from itself: {one} -> {two} -> {one}");
    }

    [Fact]
    public void Parents_that_are_missing_or_of_unknown_repositories_are_told_at_once()
    {
        using var tree = new ScratchTree();
        tree.Write("main/profiles/one/parent", "../none\nnobody:base\n");
        tree.Write("main/profiles/one/eapi", "99\n");
        tree.SelectProfile("main/profiles/one");
        var load = () => tree.Profile();
        load.Should().Throw<ConfigurationException>().Which.Problems.Select(problem => problem.Message).Should().SatisfyRespectively(
            first => first.Should().StartWith("the parent '../none' does not exist"),
            second => second.Should().Be("the parent 'nobody:base' names a repository that is not declared"),
            third => third.Should().StartWith("the profile's EAPI '99' is not known"));
    }

    [Fact]
    public void No_profile_at_all_is_told_with_what_to_do()
    {
        using var tree = new ScratchTree();
        Directory.Delete((tree.ConfigRoot / "etc/portage/make.profile").Value);
        var load = () => tree.Profile();
        load.Should().Throw<ConfigurationException>().WithMessage("*no profile is selected: make this a symlink to a profile's folder*");
    }
}
