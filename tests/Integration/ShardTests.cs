using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>Shards of the sample, each a process with a work folder of its own, fill one binhost with what one builder makes alone.</summary>
[Collection("sample")]
public sealed class ShardTests(SampleStage sample)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public async Task Three_shards_share_a_web_server_and_build_each_package_once()
    {
        var served = (sample.Folder / "shards/served").EnsureFolder();
        using var web = new WebFolder(served.Value);
        var shards = await Task.WhenAll(Enumerable.Range(1, 3).Select(number =>
            RunAsync($"shard {number}", "Prepare", "--shard", $"{number}/3", "--share-from", web.Address, "--publish-to", served.Value, "--shard-wait", "10")));

        UnionShouldBeTheUnsharded(served);
        var counts = shards.Select(said => Regex.Match(said, @"Prepare: shard \d/3: (\d+) of (\d+) packages, (\d+) built")).ToList();
        counts.Should().OnlyContain(match => match.Success, string.Join('\n', shards));
        counts.Sum(match => Number(match.Groups[1])).Should().Be(Number(counts[0].Groups[2]));
        counts.Should().OnlyContain(match => match.Groups[3].Value == match.Groups[1].Value, "each builds its own and no others");
        web.Asked.Should().Contain(asked => asked.Status == 200 && asked.Path.EndsWith(".gpkg.tar"), "they take from each other");
    }

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public async Task Runners_that_hand_over_only_at_their_end_do_so_in_rounds()
    {
        // As the workflow in .github does: a folder for what is handed over, and one a runner for what it makes.
        var folder = sample.Folder / "rounds";
        var binhost = folder / "binhost";
        for (var round = 1; round <= 2; round++)
        {
            for (var shard = 1; shard <= 2; shard++)
                await RunAsync($"round {shard}", "Prepare", "--shard", $"{shard}/2", "--round", $"{round}/2", "--share-from", binhost.Value, "--publish-to", (folder / $"made {shard}").Value);
            for (var shard = 1; shard <= 2; shard++)
                await RunAsync("hand over", "Publish", "--pkg-dir", (folder / $"made {shard}").Value, "--publish-to", binhost.Value);
        }

        UnionShouldBeTheUnsharded(binhost);
    }

    private void UnionShouldBeTheUnsharded(HostPath served)
    {
        var (alone, union) = (Index(sample.Stage / "packages"), Index(served));
        union.Select(entry => entry.Package).Should().Equal(alone.Select(entry => entry.Package));
        foreach (var (one, other) in alone.Zip(union))
            PackageContents.Of(served / other.Path).Should().Equal(PackageContents.Of(sample.Stage / "packages" / one.Path), $"{one.Package} is the same");
    }

    private async Task<string> RunAsync(string work, params string[] words)
    {
        var folder = sample.Folder / "shards work" / work;
        // What the shards fetch is not what is tested.
        if (!(folder / "distfiles").IsFolder) await SampleStage.CopyAsync((sample.Work / "distfiles").Value, folder / "distfiles");
        using var program = BuildProgram.Start([], [.. BuildProgram.Words(sample.Request with { WorkDir = folder }, words[0]), .. words[1..]]);
        (await program.EndAsync(Limit)).Should().Be(0, program.Output);
        return program.Output;
    }

    private static ImmutableArray<PackagesIndexEntry> Index(HostPath folder) => PackageDirectory.Open(folder, [], CancellationToken.None).Index.Entries;

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);
}
