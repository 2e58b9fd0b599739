using System.Globalization;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.RootComparison;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Execution;

/// <summary>Binary packages that a real Portage built from a real tree: merged by it and by the engine, they become the same root and the same database.</summary>
public sealed class RealTreeRootTests
{
    // So many packages of each category; STAGE3_REAL_PACKAGES=1000 takes all.
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("STAGE3_REAL_PACKAGES"), CultureInfo.InvariantCulture, out var count) ? count : 3;

    [TheoryNeeding(Need.Portage, Need.Trees, Need.Root, "python3", "git", "unshare", "useradd", "gcc")]
    [InlineData("gpkg")]
    [InlineData("xpak")]
    public async Task What_a_real_Portage_built_becomes_the_root_that_it_makes_of_it(string format)
    {
        using var scratch = new Scratch();
        var world = new RealTreeWorld(HostPath.Parse(scratch["world"]).EnsureFolder());
        await world.BeginAsync(format, Count);
        await world.BuildAsync(CancellationToken.None);
        var built = PackageDirectory.Open(world.Packages, [], CancellationToken.None).Index.Entries;
        built.Should().HaveCountGreaterThanOrEqualTo(world.Accounts.Length + world.Rest.Length, "all of them are there").And
            .OnlyContain(entry => entry.Path.EndsWith(format == "gpkg" ? ".gpkg.tar" : ".xpak", StringComparison.Ordinal) || entry.Path.EndsWith(".tbz2", StringComparison.Ordinal));
        var (ours, theirs) = (world.NewRoot("merged"), world.NewRoot("merged-by-portage"));

        await world.MergeAsync(ours, CancellationToken.None);
        await world.MergeByPortageAsync(theirs, CancellationToken.None);

        foreach (var root in new[] { ours, theirs }) ForgetDays(root / "etc/shadow");
        var listing = RootListing.OfFolder(ours, withTimes: true);
        listing.Entries.Keys.Count(path => path.EndsWith("/CONTENTS", StringComparison.Ordinal)).Should().Be(built.Length, "all of them are merged");
        string.Join('\n', listing.DifferencesTo(RootListing.OfFolder(theirs, withTimes: true), AllowedDifferences.OfMerging)).Should().BeEmpty();
    }

    // The third field is the day on which the account was made, and midnight may come between the two.
    private static void ForgetDays(HostPath shadow) => File.WriteAllLines(shadow.Value, File.ReadAllLines(shadow.Value).Select(line => line.Split(':') is [var name, var password, _, .. var rest] ? string.Join(':', [name, password, "day", .. rest]) : line));
}
