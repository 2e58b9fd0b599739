using Stage3.Portage.Configuration;
using Stage3.Portage.Names;

namespace Stage3.Portage.Tests.Repositories;

public sealed class RepositorySetTests
{
    [Fact]
    public void An_override_goes_before_the_repository_itself_and_that_before_its_masters()
    {
        using var tree = new ScratchTree();
        tree.Repository("fixes", "eclass/user.eclass", "# fixed\n", "masters = main\n");
        tree.Repository("local", "eclass/user.eclass", "# local\n", "masters = main\neclass-overrides = fixes\n");
        tree.Write("main/eclass/user.eclass", "# main\n");
        tree.Write("main/eclass/other.eclass", "# main\n");
        var set = tree.Repositories();
        var local = set[RepositoryName.Parse("local")]!;
        set.EclassFolders(local).Should().Equal(tree.Folder / "fixes/eclass", tree.Folder / "local/eclass", tree.Folder / "main/eclass");
        set.Eclass(local, "user").Should().Be(tree.Folder / "fixes/eclass/user.eclass");
        set.Eclass(local, "other").Should().Be(tree.Folder / "main/eclass/other.eclass");
        set.Eclass(local, "none").Should().BeNull();
    }

    [Fact]
    public void A_repository_that_declares_no_masters_has_the_main_one()
    {
        using var tree = new ScratchTree();
        tree.Repository("local", "eclass/a.eclass", "");
        tree.Repository("alone", "metadata/layout.conf", "masters =\n");
        var set = tree.Repositories();
        set.Masters(set[RepositoryName.Parse("local")]!).Should().Equal(set.Main);
        set.Masters(set[RepositoryName.Parse("alone")]!).Should().BeEmpty();
        set.Masters(set.Main).Should().BeEmpty();
    }

    [Fact]
    public void Missing_names_masters_and_folders_are_told_at_once()
    {
        using var tree = new ScratchTree();
        tree.Repository("local", "metadata/layout.conf", "masters = nobody\n");
        var open = () => tree.Repositories();
        open.Should().Throw<ConfigurationException>().WithMessage("*masters of 'local': no repository 'nobody' is declared*");
        tree.Repository("wrong", "profiles/repo_name", "other\n");
        tree.Repository("gone", "a", "");
        Directory.Delete((tree.Folder / "gone").Value, recursive: true);
        open.Should().Throw<ConfigurationException>().Which.Problems.Select(problem => problem.Message).Should().BeEquivalentTo(
            "the repository that repos.conf calls 'wrong' calls itself 'other'",
            "there is no repository: the folder does not exist");
    }

    [Fact]
    public void Ebuilds_come_by_version_and_then_by_priority()
    {
        using var tree = new ScratchTree();
        tree.Repository("local", "app-misc/hello/hello-1.10.ebuild", "", "priority = 5\n");
        tree.Write("main/app-misc/hello/hello-1.10.ebuild", "");
        tree.Write("main/app-misc/hello/hello-1.9.ebuild", "");
        tree.Write("main/app-misc/hello/other-1.ebuild", "");
        tree.Write("main/app-misc/hello/metadata.xml", "");
        var set = tree.Repositories();
        set.Ebuilds(PackageName.Parse("app-misc/hello")).Select(ebuild => ebuild.ToString()).Should().Equal(
            "app-misc/hello-1.9::main", "app-misc/hello-1.10::main", "app-misc/hello-1.10::local");
        set.Main.Packages().Should().Equal(PackageName.Parse("app-misc/hello"));
        set.Main.Categories.Should().Equal("app-misc", "sys-apps");
    }
}
