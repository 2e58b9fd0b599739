using Stage3.Emerge.Guard;
using Stage3.Emerge.Plans;
using Stage3.Emerge.Running;
using Stage3.Emerge.Seeds;
using Stage3.Emerge.Tests.Running;
using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Seeds;

/// <summary>A machine that is no Gentoo builds with the Portage of a seed, and neither it nor the seed changes.</summary>
public sealed class SeedTests
{
    [FactNeeding(Need.Portage, Need.Root, "python3", "tar", "unshare")]
    public async Task The_Portage_of_a_seed_builds_and_merges_into_the_root()
    {
        using var world = new PortageWorld();
        var tarball = await SeedTarball.MakeAsync(world.Folder / "seed");
        var archive = await SeedArchive.VerifyAsync(tarball, keys: null, CancellationToken.None);
        var seed = await SeedRoot.UnpackAsync(archive, world.Folder / "seeds", CancellationToken.None);
        world.Ebuild("app-misc/place-1", """
            src_install() {
            	# What only the seed has, and what only this machine has.
            	[[ -x /opt/portage/bin/emerge ]] || die "this is not the seed"
            	[[ ! -e /etc/debian_version ]] || die "this is the build host"
            	insinto /usr/share
            	echo built > place
            	doins place
            	fowners keeper:keepers /usr/share/place
            }
            """);
        var before = HostGuard.ThisMachine.Take(CancellationToken.None);

        var settings = await world.SettingsAsync() with { Installation = await PortageSearch.FindInAsync(seed, CancellationToken.None), Seed = seed };
        var plan = await new PortageEmerge(settings).RunAsync(world.Command("app-misc/place"), new Progress<Events.EmergeEvent>(), CancellationToken.None);

        plan.Packages.Should().ContainSingle().Which.Origin.Should().Be(PackageOrigin.Source);
        (await StatAsync((world.Root.Path / "usr/share/place").Value)).Should().Be("4711:4712 built");
        Directory.GetFiles(settings.PkgDir.Value, "place-1*", SearchOption.AllDirectories).Should().ContainSingle();
        (seed.Folder / "etc/portage").IsFolder.Should().BeFalse("what a run changes in a seed is in the layer over it");
        before.ChangesTo(HostGuard.ThisMachine.Take(CancellationToken.None)).Should().BeEmpty();

        var again = await SeedRoot.UnpackAsync(archive, world.Folder / "seeds", CancellationToken.None);
        again.Should().Be(seed, "it is unpacked once");
    }

    private static async Task<string> StatAsync(string file) =>
        (await new ChildProcess("bash", "-c", "printf '%s ' \"$(stat -c %u:%g \"$1\")\"; cat \"$1\"", "stat", file).CaptureAsync(CancellationToken.None)).Trim();
}
