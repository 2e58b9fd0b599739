using System.Globalization;
using Stage3.Benchmarks;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>Packages with real files, made from Debian's, merged by the engine and by a real Portage.</summary>
public sealed class DebianRootTests
{
    /// <summary>How many packages there are: 270, those of the benchmark, take Portage a quarter of an hour.</summary>
    private const string Count = "STAGE3_DEBIAN_PACKAGES";

    /// <summary>A folder where the benchmark of merging has left all of them.</summary>
    private const string Kept = "STAGE3_BENCH_BINHOST";

    [SkippableFactNeeding(Need.Root, Need.Portage, "apt-get", "dpkg-deb", "python3", "unshare")]
    public async Task Packages_made_of_Debians_become_the_root_and_the_database_that_a_real_Portage_makes_of_them()
    {
        using var scratch = new Scratch();
        var folder = HostPath.Parse(scratch["binhost"]).EnsureFolder();
        if (Environment.GetEnvironmentVariable(Kept) is { Length: > 0 } kept) await new ChildProcess("cp", "-al", $"{kept}/.", folder.Value).RunAsync(CancellationToken.None);
        else Write(folder);
        var (world, theirs) = (new MergeWorld(folder), (folder / "theirs/etc").EnsureFolder().Parent);
        (world.Root / "etc").EnsureFolder();

        await world.MergeAsync(CancellationToken.None);
        await world.MergeByPortageAsync(theirs, CancellationToken.None);

        var ours = RootListing.OfFolder(world.Root, withTimes: true);
        ours.Entries.Count.Should().BeGreaterThan(1000);
        string.Join('\n', ours.DifferencesTo(RootListing.OfFolder(theirs, withTimes: true), AllowedDifferences.OfMerging)).Should().BeEmpty();
    }

    // Set-id programs, programs of other owners, libraries with their links, configuration, documentation, fonts.
    private static void Write(HostPath folder)
    {
        try
        {
            if (Environment.GetEnvironmentVariable(Count) is not { Length: > 0 } count)
                DebianBinhost.Write(folder, 20, ["sudo", "at", "util-linux", "openssh-client", "ncurses-base", "adduser", "fonts-dejavu-core", "man-db", "acl"]);
            else DebianBinhost.Write(folder, int.Parse(count, CultureInfo.InvariantCulture), DebianBinhost.Seeds);
        }
        catch (InvalidOperationException failure) when (failure.Message.StartsWith("bash ended", StringComparison.Ordinal) || failure.Message.StartsWith("apt-", StringComparison.Ordinal))
        {
            throw new SkippedException($"apt cannot fetch: {failure.Message}");
        }
    }
}
