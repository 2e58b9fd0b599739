using System.Text.RegularExpressions;
using Stage3.Embedded.Tests.Execution;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Libraries;

/// <summary>FEATURES=preserve-libs: libraries that others still need stay when their package goes, and go when nobody needs them.</summary>
public sealed class PreservedLibrariesTests
{
    private const string Registry = "var/lib/portage/preserved_libs_registry";

    [FactNeeding(Need.Root, Need.Portage, "python3", "unshare", "/usr/bin/scanelf")]
    public async Task Libraries_are_kept_and_taken_out_as_a_real_Portage_does_it()
    {
        using var scratch = new Scratch();
        var world = Begin(scratch);
        var theirs = HostPath.Parse(scratch["world/theirs"]);
        await new ChildProcess("cp", "-a", world.Root.Value, theirs.Value).CaptureAsync(CancellationToken.None);
        AddFirst(world);
        await BothAsync(world, theirs, "first");
        AddSecond(world);
        (await BothAsync(world, theirs, "second")).Should().ContainAll("app/libfoo:0", "app/libfoo-2", "/usr/lib64/libfoo.so.1", "/usr/lib64/libhelp.so.1.0.0", "app/gone-1", "app/private-2")
            .And.NotContainAny("libmoved", "libunused", "libbound", "libsame");
        new LinkedImage().Library("usr/lib64/libfoo.so.3.0", "libfoo.so.3").Link("usr/lib64/libfoo.so.3", "libfoo.so.3.0").AddTo(world, "app/libfoo-3");
        new LinkedImage().Library("usr/lib64/libgone.so.1", "libgone.so.1").AddTo(world, "app/taker-1");
        (await BothAsync(world, theirs, "third")).Should().ContainAll("app/libfoo-3", "/usr/lib64/libfoo.so.1").And.NotContainAny("libfoo.so.2", "libgone");
        new LinkedImage().Program("usr/bin/user", "", "libfoo.so.3", "libmoved.so.1").AddTo(world, "app/user-2");
        (await BothAsync(world, theirs, "fourth")).Should().Be("{}");
    }

    [FactNeeding(Need.Root)]
    public async Task A_library_stays_with_its_symlink_while_another_package_needs_it_and_goes_with_the_last_one_that_does()
    {
        using var scratch = new Scratch();
        var world = Begin(scratch);
        AddFirst(world);
        await world.MergeAsync(CancellationToken.None);
        AddSecond(world);
        await world.MergeAsync(CancellationToken.None);
        foreach (var kept in new[] { "usr/lib64/libfoo.so.1", "usr/lib64/libfoo.so.1.0", "usr/lib64/libhelp.so.1.0.0", "usr/lib64/libgone.so.1" }) Path.Exists((world.Root / kept).Value).Should().BeTrue($"{kept} is needed");
        foreach (var gone in new[] { "usr/lib64/libunused.so.1", "usr/bin/footool", "opt/lib/libmoved.so.1", "usr/lib64/libbound.so.1" }) Path.Exists((world.Root / gone).Value).Should().BeFalse($"nobody needs {gone}, or it wants to go");
        (await File.ReadAllTextAsync((world.Root / "var/db/pkg/app/libfoo-2/CONTENTS").Value)).Should().Contain("obj /usr/lib64/libfoo.so.1.0 ").And.Contain("sym /usr/lib64/libfoo.so.1 -> libfoo.so.1.0 ").And.NotContain("libunused");

        new LinkedImage().Program("usr/bin/user", "", "libfoo.so.2", "libmoved.so.1").AddTo(world, "app/user-2");
        await world.MergeAsync(CancellationToken.None);
        Path.Exists((world.Root / "usr/lib64/libfoo.so.1").Value).Should().BeFalse();
        Directory.GetFiles((world.Root / "usr/lib64").Value).Select(Path.GetFileName).Order(StringComparer.Ordinal).Should().Equal("libfoo.so", "libfoo.so.2", "libmoved.so.1", "libsame.so.1", "libsame.so.1.2");
        (await File.ReadAllTextAsync((world.Root / Registry).Value)).Should().Be("{}");
        (await File.ReadAllTextAsync((world.Root / "var/db/pkg/app/libfoo-2/CONTENTS").Value)).Should().NotContain("libfoo.so.1");
    }

    [FactNeeding(Need.Root)]
    public async Task Without_the_feature_nothing_stays()
    {
        using var scratch = new Scratch();
        var world = Begin(scratch);
        world.Write("config/etc/portage/make.conf", "ACCEPT_LICENSE=\"*\"\nFEATURES=\"-preserve-libs\"\n");
        AddFirst(world);
        await world.MergeAsync(CancellationToken.None);
        AddSecond(world);
        await world.MergeAsync(CancellationToken.None);
        Directory.GetFiles((world.Root / "usr/lib64").Value).Select(Path.GetFileName).Order(StringComparer.Ordinal).Should().Equal("libfoo.so", "libfoo.so.2", "libmoved.so.1", "libsame.so.1", "libsame.so.1.2");
        (world.Root / Registry).IsFile.Should().BeFalse();
    }

    private static MergeWorld Begin(Scratch scratch)
    {
        var world = new MergeWorld(HostPath.Parse(scratch["world"]).EnsureFolder()).Begin();
        world.Write("root/etc/env.d/00basic", "LDPATH=\"/usr/lib64:/opt/lib\"\n");
        world.Write("root/etc/ld.so.conf", "/usr/lib64\n/opt/lib\n");
        return world;
    }

    private static void AddFirst(MergeWorld world)
    {
        new LinkedImage().Library("usr/lib64/libfoo.so.1.0", "libfoo.so.1", "libhelp.so.1").Link("usr/lib64/libfoo.so.1", "libfoo.so.1.0").Link("usr/lib64/libfoo.so", "libfoo.so.1")
            .Library("usr/lib64/libhelp.so.1", "libhelp.so.1").HardLink("usr/lib64/libhelp.so.1.0.0", "usr/lib64/libhelp.so.1")
            .Library("usr/lib64/libunused.so.1", "libunused.so.1", "libfoo.so.1").Program("usr/bin/footool", "", "libfoo.so.1", "libunused.so.1").AddTo(world, "app/libfoo-1");
        new LinkedImage().Library("usr/lib64/libsame.so.1.1", "libsame.so.1").Link("usr/lib64/libsame.so.1", "libsame.so.1.1").AddTo(world, "app/libsame-1");
        new LinkedImage().Library("opt/lib/libmoved.so.1", "libmoved.so.1").AddTo(world, "app/moved-1");
        new LinkedImage().Library("usr/lib/private/libpriv.so", "libpriv.so").AddTo(world, "app/private-1");
        new LinkedImage().Library("usr/lib64/libbound.so.1", "libbound.so.1").AddTo(world, "app/bound-1", ("RESTRICT", "preserve-libs\n"));
        new LinkedImage().Library("usr/lib64/libgone.so.1", "libgone.so.1").Text("usr/share/gone", "gone").AddTo(world, "app/gone-1");
        new LinkedImage().Program("usr/bin/user", "$ORIGIN/../lib/private", "libfoo.so.1", "libsame.so.1", "libmoved.so.1", "libpriv.so", "libbound.so.1", "libgone.so.1", "libc.so.6").AddTo(world, "app/user-1");
        new LinkedImage().Text("usr/share/none", "no programs at all").AddTo(world, "app/none-1");
    }

    private static void AddSecond(MergeWorld world)
    {
        new LinkedImage().Library("usr/lib64/libfoo.so.2", "libfoo.so.2").Link("usr/lib64/libfoo.so", "libfoo.so.2").AddTo(world, "app/libfoo-2");
        new LinkedImage().Library("usr/lib64/libsame.so.1.2", "libsame.so.1").Link("usr/lib64/libsame.so.1", "libsame.so.1.2").AddTo(world, "app/libsame-2");
        new LinkedImage().Library("usr/lib64/libmoved.so.1", "libmoved.so.1").AddTo(world, "app/moved-2");
        new LinkedImage().Text("usr/share/private", "2").AddTo(world, "app/private-2");
        new LinkedImage().Text("usr/share/bound", "2").AddTo(world, "app/bound-2", ("RESTRICT", "preserve-libs\n"));
        Directory.Delete((world.Packages / "app/gone").Value, recursive: true);
        new LinkedImage().Text("usr/share/gone", "another").AddTo(world, "app/successor-1", ("RDEPEND", "!app/gone\n"));
        new LinkedImage().Text("usr/share/none", "none at all").AddTo(world, "app/none-2");
    }

    private static async Task<string> BothAsync(MergeWorld world, HostPath theirs, string round)
    {
        world.WriteIndex();
        await world.MergeAsync(CancellationToken.None);
        await world.MergeByPortageAsync(theirs, CancellationToken.None);
        string.Join('\n', RootListing.OfFolder(world.Root, withTimes: true).DifferencesTo(RootListing.OfFolder(theirs, withTimes: true), AllowedDifferences.OfMerging)).Should().BeEmpty($"nothing differs after the {round} round");
        var (ours, expected) = (await RegistryAsync(world.Root), await RegistryAsync(theirs));
        ours.Should().Be(expected, $"the registries are the same after the {round} round");
        return ours;
    }

    // But for the running numbers of merges. Portage leaves an empty file behind where it only took its lock.
    private static async Task<string> RegistryAsync(HostPath root) =>
        (root / Registry).IsFile ? Regex.Replace(await File.ReadAllTextAsync((root / Registry).Value), "(?m)^\t\t\"[0-9]+\",$", "\t\t\"n\",") : "";
}
