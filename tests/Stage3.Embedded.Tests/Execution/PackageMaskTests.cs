using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>PKG_INSTALL_MASK, make.conf(5): what no binary package has that is built here.</summary>
public sealed class PackageMaskTests
{
    private const string Ebuild = "EAPI=8\nDESCRIPTION=test\nSLOT=0\nKEYWORDS=amd64\nS=\"${WORKDIR}\"\nsrc_install() { echo text > thing || die; insinto /usr/share; doins thing; insinto /usr/share/masked; doins thing; }\n";

    [TheoryNeeding(Need.Root)]
    [InlineData("")]
    [InlineData("pkg_preinst() { echo more > \"${ED}/usr/share/more\" || die; }\n")]
    public async Task What_is_masked_in_packages_is_in_the_root_that_it_was_built_for_and_not_in_one_that_the_package_is_merged_into(string phases)
    {
        using var scratch = new Scratch();
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Write("config/etc/portage/make.conf", "ACCEPT_LICENSE=\"*\"\nPKG_INSTALL_MASK=\"/usr/share/masked\"\nINSTALL_MASK=\"/usr/share/nothing\"\n");
        world.Write("tree/app/thing/thing-1.ebuild", Ebuild + phases);
        await world.DoAsync(null, ["--buildpkg", "--oneshot", "app/thing"], CancellationToken.None);
        (world.Root / "usr/share/masked/thing").IsFile.Should().BeTrue();
        (world.Root / "usr/share/more").IsFile.Should().Be(phases.Length > 0);

        var other = new MergeWorld(HostPath.Parse(scratch["other"]).EnsureFolder()).Begin();
        Directory.CreateDirectory(Path.GetDirectoryName(other.Packages.Value)!);
        Directory.Move(world.Packages.Value, other.Packages.Value);
        await other.MergeAsync(CancellationToken.None);
        (other.Root / "usr/share/thing").IsFile.Should().BeTrue();
        (other.Root / "usr/share/masked").IsFolder.Should().BeFalse();
        (await File.ReadAllTextAsync((other.Root / "var/db/pkg/app/thing-1/PKG_INSTALL_MASK").Value)).Trim().Should().Be("/usr/share/masked");
    }
}
