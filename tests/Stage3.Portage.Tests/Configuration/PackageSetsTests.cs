using Stage3.Portage.Atoms;
using Stage3.Portage.Configuration;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Configuration;

public sealed class PackageSetsTests
{
    [Fact]
    public void Sets_come_from_profile_world_and_files()
    {
        using var tree = new ScratchTree();
        tree.Write("main/profiles/base/packages", "*sys-apps/baselayout\n*sys-apps/gone\napp-misc/wished\n");
        tree.Write("main/profiles/child/parent", "../base\n");
        tree.Write("main/profiles/child/packages", "-*sys-apps/gone\n*>=sys-apps/systemd-250\n");
        tree.SelectProfile("main/profiles/child");
        tree.Write("config/etc/portage/sets/mine", "app-misc/one # a comment\n@more\n");
        tree.Write("config/etc/portage/sets/more", "app-misc/two:0\n@mine\n");
        WorldFile.Empty.With(Atom.Parse("app-misc/hello")).With("mine").Write(tree.Root);
        var sets = tree.Configuration().Sets;
        Texts(sets.Find("system")).Should().Equal("sys-apps/baselayout", ">=sys-apps/systemd-250");
        Texts(sets.Find("profile")).Should().Equal("app-misc/wished");
        Texts(sets.Find("mine")).Should().Equal("app-misc/one", "app-misc/two:0");
        Texts(sets.Find("selected")).Should().Equal("app-misc/hello", "app-misc/one", "app-misc/two:0");
        Texts(sets.Find("world")).Should().BeEquivalentTo(
            "app-misc/wished", "app-misc/hello", "app-misc/one", "app-misc/two:0", "sys-apps/baselayout", ">=sys-apps/systemd-250");
        sets.Find("nobody").Should().BeNull();
        sets.Names.Should().Equal("mine", "more", "profile", "selected", "selected-packages", "selected-sets", "system", "world");
    }

    [Fact]
    public void The_world_is_written_sorted_and_reads_back_equal()
    {
        using var scratch = new Scratch();
        var root = Linux.HostPath.Parse(scratch.Folder);
        var world = WorldFile.Empty.With(Atom.Parse("sys-apps/b")).With(Atom.Parse("app-misc/a:2")).With(Atom.Parse("sys-apps/b")).With("system");
        world.Write(root);
        File.ReadAllText(scratch["var/lib/portage/world"]).Should().Be("app-misc/a:2\nsys-apps/b\n");
        File.ReadAllText(scratch["var/lib/portage/world_sets"]).Should().Be("@system\n");
        WorldFile.Read(root).Should().Be(world);
        world.Without(Atom.Parse("sys-apps/b")).Atoms.Should().ContainSingle();
    }

    [Fact]
    public void A_world_that_cannot_be_read_is_told_by_line()
    {
        using var scratch = new Scratch();
        scratch.Write("var/lib/portage/world", "app-misc/a\nnonsense\n");
        scratch.Write("var/lib/portage/world_sets", "system\n");
        var read = () => WorldFile.Read(Linux.HostPath.Parse(scratch.Folder));
        read.Should().Throw<ConfigurationException>().Which.Problems.Select(problem => problem.Line).Should().Equal(2, 1);
    }

    private static IEnumerable<string> Texts(IEnumerable<Atom>? atoms) => atoms!.Select(atom => atom.ToString());
}
