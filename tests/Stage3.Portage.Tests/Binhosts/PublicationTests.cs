using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Signatures;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Binhosts;

/// <summary>What is published is what readers get, never a half of it, and never what nobody signed.</summary>
public sealed class PublicationTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_750_000_000);
    private readonly PublishedWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Published_packages_are_read_back_from_a_web_server()
    {
        string[] paths = [world.Package("apple"), world.Package("c++filt")];
        var result = await PublishAsync();
        using var web = new WebFolder(world.Served.Value);
        var fetched = await world.TakeAllAsync(BinhostAddress.Parse(web.Address), "fetched");

        result.Should().BeEquivalentTo(new PublicationResult([.. paths], 0, [], 2));
        fetched.Index.Entries.Should().Equal(PublishedWorld.Open(world.PkgDir).Index.Entries);
        PublishedWorld.Open(world.Folder / "fetched").Index.Entries.Should().Equal(fetched.Index.Entries);
        File.ReadAllBytes((world.Folder / "fetched" / paths[1]).Value).Should().Equal(File.ReadAllBytes((world.PkgDir / paths[1]).Value));
        Directory.GetFiles(world.Served.Value, "*.new", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_published_already_is_not_copied_again()
    {
        var (same, other) = (world.Package("same"), world.Package("other"));
        await PublishAsync();
        var before = File.GetLastWriteTimeUtc((world.Served / "Packages").Value);
        var marked = (world.Served / same).Value;
        File.SetLastAccessTimeUtc(marked, DateTime.UnixEpoch);
        var inode = Inode(marked);

        var again = await PublishAsync();
        world.Package("other", "changed");
        var changed = await PublishAsync();

        again.Should().BeEquivalentTo(new PublicationResult([], 2, [], 2));
        changed.Should().BeEquivalentTo(new PublicationResult([other], 1, [], 2));
        Inode(marked).Should().Be(inode);
        // Readers ask "since"; what changed within the same second must be news to them.
        File.GetLastWriteTimeUtc((world.Served / "Packages").Value).Should().Be(before.AddSeconds(1));
        File.GetLastWriteTimeUtc((world.Served / "Packages.gz").Value).Should().Be(before.AddSeconds(1));
    }

    [Fact]
    public async Task The_index_stays_the_old_one_until_all_packages_are_there()
    {
        world.Package("first");
        await PublishAsync();
        var before = File.ReadAllBytes((world.Served / "Packages").Value);
        world.Package("second");
        var third = world.Package("third");

        var publish = () => new Publication(world.PkgDir, world.Served)
        {
            Chosen = entry =>
            {
                if (entry.Path == third) File.AppendAllText((world.PkgDir / third).Value, "more");
                return true;
            },
        }.RunAsync(Now, CancellationToken.None);

        (await publish.Should().ThrowAsync<Stage3Exception>()).Which.What.Should().Be("app-misc/third-1 changed while it was published");
        File.ReadAllBytes((world.Served / "Packages").Value).Should().Equal(before);
        (world.Served / third).IsFile.Should().BeFalse();
    }

    [Fact]
    public async Task Several_publish_into_one_folder_at_once_and_nothing_is_lost()
    {
        var pkgDirs = Enumerable.Range(0, 6).Select(number => world.Folder / $"of {number}").ToList();
        foreach (var (pkgDir, number) in pkgDirs.Select((pkgDir, number) => (pkgDir, number)))
            foreach (var each in Enumerable.Range(0, 4)) world.Package($"p{number}x{each}", pkgDir: pkgDir);

        await Task.WhenAll(pkgDirs.Select(pkgDir => Task.Run(() => new Publication(pkgDir, world.Served).RunAsync(Now, CancellationToken.None))));

        PackagesIndex.Read(world.Served / "Packages").Entries.Should().HaveCount(24);
        PublishedWorld.Open(world.Served).Index.Entries.Should().Equal(PackagesIndex.Read(world.Served / "Packages").Entries, "each file is what the index says");
    }

    [Fact]
    public async Task Only_pruning_removes_what_the_PKGDIR_no_longer_has()
    {
        var (stays, goes) = (world.Package("stays"), world.Package("goes"));
        await PublishAsync();
        File.Delete((world.PkgDir / goes).Value);

        (await PublishAsync()).Total.Should().Be(2);
        var pruned = await new Publication(world.PkgDir, world.Served) { Prune = true }.RunAsync(Now, CancellationToken.None);

        pruned.Should().BeEquivalentTo(new PublicationResult([], 1, [goes], 1));
        ((world.Served / stays).IsFile, (world.Served / goes).IsFile).Should().Be((true, false));
    }

    [Fact]
    public async Task Broken_packages_are_named_all_at_once_and_nothing_is_published()
    {
        world.Package("sound");
        foreach (var name in new[] { "a", "b" }) File.WriteAllText((world.PkgDir / world.Package(name)).Value, "no tar");

        var publish = PublishAsync;

        (await publish.Should().ThrowAsync<PublicationRefusedException>()).Which.Reasons.Should().HaveCount(2)
            .And.Contain(reason => reason.Contains("app-misc/a/a-1-1.gpkg.tar: ", StringComparison.Ordinal));
        world.Served.IsFolder.Should().BeFalse();
    }

    [Fact]
    public async Task A_PKGDIR_is_not_published_into_itself()
    {
        world.Package("a");
        var publish = () => new Publication(world.PkgDir, world.PkgDir / "public").RunAsync(Now, CancellationToken.None);
        (await publish.Should().ThrowAsync<Stage3Exception>()).Which.What.Should().Be("a PKGDIR cannot be published into itself");
    }

    [FactNeeding("gpg", "tar")]
    public async Task With_a_key_only_what_it_signed_is_published_and_fetched()
    {
        var (ours, theirs) = (world.Key("ours"), world.Key("theirs"));
        var (signed, unsigned, foreign, edited) = (world.Package("signed"), world.Package("unsigned"), world.Package("foreign"), world.Package("edited"));
        world.Sign(signed, "ours");
        world.Sign(foreign, "theirs");
        world.Sign(edited, "ours", "sed -i 's/^DATA gpkg-1 /&/; s/^\\(DATA image.* SHA512 \\)./\\1f/' \"$folder/Manifest\"");
        using var keys = await OpenPgpKeyring.MakeAsync([ours], world.Folder / "keys", CancellationToken.None);
        var publish = () => new Publication(world.PkgDir, world.Served) { Keys = keys }.RunAsync(Now, CancellationToken.None);

        (await publish.Should().ThrowAsync<PublicationRefusedException>()).Which.Reasons.Select(reason => reason[(world.PkgDir.Value.Length + 1)..]).Should().BeEquivalentTo(
            $"{unsigned}: there is no signature",
            $"{foreign}: it is signed by a key that is not among the given ones",
            $"{edited}: 'image.tar.gz' has not the SHA512 that its Manifest says");
        await PublishAllButAsync(edited);

        using var web = new WebFolder(world.Served.Value);
        await world.TakeAllAsync(BinhostAddress.Parse(web.Address), "fetched", keys, entry => entry.Path == signed);
        var fetch = () => world.TakeAllAsync(BinhostAddress.Parse(web.Address), "fetched", keys, entry => entry.Path == foreign);
        (await fetch.Should().ThrowAsync<BinaryPackageException>()).Which.What.Should().Be("it is signed by a key that is not among the given ones");
        Directory.GetFiles((world.Folder / "fetched").Value, "*", SearchOption.AllDirectories).Should().ContainSingle();
    }

    [FactNeeding("gpg", "tar")]
    public async Task Text_beside_what_is_signed_is_not_believed()
    {
        var key = world.Key("ours");
        var path = world.Package("forged");
        // A Manifest of one's own before the signed one, where a careless reader would look first.
        world.Sign(path, "ours", "{ printf -- '-----BEGIN PGP SIGNED MESSAGE-----\\nHash: SHA512\\n\\n'; grep ^DATA \"$folder/Manifest\" | sed 's/BLAKE2B [0-9a-f]*//'; printf -- '-----BEGIN PGP SIGNATURE-----\\n\\n-----END PGP SIGNATURE-----\\n'; cat \"$folder/Manifest\"; } >m; mv m \"$folder/Manifest\"");
        using var keys = await OpenPgpKeyring.MakeAsync([key], world.Folder / "keys", CancellationToken.None);

        var demand = () => GpkgSignature.DemandAsync(world.PkgDir / path, keys, CancellationToken.None);

        await demand.Should().ThrowAsync<BinaryPackageException>();
    }

    private Task<PublicationResult> PublishAsync() => new Publication(world.PkgDir, world.Served).RunAsync(Now, CancellationToken.None);

    private Task<PublicationResult> PublishAllButAsync(string left)
    {
        File.Delete((world.PkgDir / left).Value);
        return PublishAsync();
    }

    private static string Inode(string file)
    {
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%i", file]) { RedirectStandardOutput = true })!;
        return stat.StandardOutput.ReadToEnd();
    }
}
