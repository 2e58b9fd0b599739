using Stage3.Linux;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;
using Stage3.Portage.Repositories;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Configuration;

/// <summary>The repository that the default build uses.</summary>
public sealed class SampleTreeTests
{
    [Fact]
    public void The_sample_tree_and_its_systemd_profile_are_read_without_a_warning()
    {
        using var scratch = new Scratch();
        var tree = HostPath.Parse(ProjectRoot.File("samples/tree"));
        var name = Repository.Open(tree).Name;
        scratch.Write("etc/portage/make.conf", "");
        Directory.CreateSymbolicLink(scratch["etc/portage/make.profile"], (tree / "profiles/default/linux/amd64/sample/systemd").Value);
        var repositories = RepositorySet.Open(new ReposConf(name, [new(name, tree)]));
        var configuration = PortageConfiguration.Read(new(HostPath.Parse(scratch.Folder), HostPath.Parse(scratch.Folder), repositories));
        configuration.Warnings.Should().BeEmpty();
        configuration.Variables["ARCH"].Should().Be("amd64");
        configuration.Sets.Find("system")!.Value.AsEnumerable().Should().NotBeEmpty();
        configuration.Sets.Find("system")!.Value.AsEnumerable().Should().OnlyContain(atom => repositories.Ebuilds(atom.Name).Length > 0);
        repositories.Main.Packages().Should().Contain(PackageName.Parse("sys-apps/dbus"));
    }
}
