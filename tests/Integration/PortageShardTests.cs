using System.Text.RegularExpressions;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>Shards with a real Portage fill one binhost.</summary>
[Collection("small")]
public sealed class PortageShardTests(SmallStage stage)
{
    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "useradd", "wget")]
    public async Task Two_shards_build_each_package_once_and_a_stage_is_made_of_what_they_published()
    {
        var served = (stage.Folder / "served").EnsureFolder();
        using var web = new WebFolder(served.Value);

        var shards = await Task.WhenAll(Enumerable.Range(1, 2).Select(number => RunAsync(
            $"shard-{number}", "Prepare", "--shard", $"{number}/2", "--share-from", web.Address, "--publish-to", served.Value, "--shard-wait", "7")));

        var counts = shards.Select(said => Regex.Match(said, @"Prepare: shard \d/2: (\d) of 4 packages, (\d) built")).ToList();
        counts.Should().OnlyContain(match => match.Success && match.Groups[1].Value == match.Groups[2].Value, "each builds its own: {0}", string.Join('\n', shards));
        Published(served).Should().Equal("app-misc/one-1", "app-misc/two-1", "sys-apps/base-1", "sys-apps/dbus-1");
        var said = await RunAsync("of shards", "Merge", "--share-from", web.Address);
        said.Should().MatchRegex("Prepare: 0 packages built|Prepare:.* 0 built").And.Contain("Merge: ");
        HostAccounts.Digest().Should().Be(stage.HostBefore);
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "useradd")]
    public async Task What_another_shard_still_owes_at_the_limit_is_built_here_and_published()
    {
        var served = (stage.Folder / "served alone").EnsureFolder();

        var said = await RunAsync("alone", "Prepare", "--shard", "2/2", "--share-from", served.Value, "--publish-to", served.Value, "--shard-wait", "0");

        said.Should().Contain("nobody has published sys-apps/base-1: built here").And.Contain("Prepare: shard 2/2: 2 of 4 packages, 3 built");
        Published(served).Should().Contain("sys-apps/base-1").And.Contain("sys-apps/dbus-1");
    }

    [FactNeeding(Need.Portage, Need.Root, "python3", "unshare", "useradd", "wget", "gpg", "tar")]
    public async Task Shards_take_what_a_named_key_has_signed_and_refuse_what_another_has()
    {
        using var ours = new SigningKey((stage.Folder / "ours").Value, "ours");
        using var theirs = new SigningKey((stage.Folder / "theirs").Value, "theirs");
        var served = stage.Folder / "served signed";
        await SampleStage.CopyAsync((stage.Undisturbed.WorkDir / "small/packages").Value, served);
        foreach (var file in Directory.GetFiles(served.Value, "*.gpkg.tar", SearchOption.AllDirectories)) ours.Sign(file, eachMember: true);
        foreach (var index in Directory.GetFiles(served.Value, "Packages*")) File.Delete(index);
        PackageDirectory.Open(served, [], CancellationToken.None).WriteIndex(1);
        using var web = new WebFolder(served.Value);

        for (var shard = 1; shard <= 2; shard++)
            (await RunAsync($"signed in shard {shard}", "Prepare", "--shard", $"{shard}/2", "--share-from", web.Address, "--publish-to", served.Value, "--shard-wait", "0", "--share-key", ours.PublicKey))
                .Should().MatchRegex($@"Prepare: shard {shard}/2: \d of 4 packages, 0 built");

        using var refused = SmallStage.Start(stage.Request("signed otherwise"), "Prepare", "--shard", "1/2", "--share-from", web.Address, "--publish-to", served.Value, "--shard-wait", "0", "--share-key", theirs.PublicKey);
        (await refused.EndAsync(TimeSpan.FromMinutes(4))).Should().NotBe(0, refused.Output);
        refused.Output.Should().Contain("it is signed by a key that is not among the given ones");
    }

    private Task<string> RunAsync(string work, params string[] words) => SmallStage.RunAsync(stage.Request(work), words);

    private static IEnumerable<string> Published(HostPath folder) =>
        PackageDirectory.Open(folder, [], CancellationToken.None).Index.Entries.Select(entry => entry.Package.ToString()).Order(StringComparer.Ordinal);
}
