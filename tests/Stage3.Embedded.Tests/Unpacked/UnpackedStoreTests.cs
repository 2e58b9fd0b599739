using Stage3.Embedded.Tests.Execution;
using Stage3.Emerge;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Unpacked;

/// <summary>What is merged a second time comes from the store of unpacked images, or from the package: the root is the same.</summary>
public sealed class UnpackedStoreTests
{
    [SkippableFactNeeding(Need.Root)]
    public Task A_root_from_the_store_on_btrfs_is_the_root_without_it() => SameRootAsync("btrfs");

    [SkippableFactNeeding(Need.Root)]
    public Task A_root_from_the_store_on_xfs_is_the_root_without_it() => SameRootAsync("xfs");

    [FactNeeding(Need.Root)]
    public async Task A_file_system_that_cannot_share_is_named_once_and_all_is_unpacked()
    {
        using var memory = Scratch.InMemory();
        var folder = HostPath.Parse(memory.Folder);
        var kind = new DriveInfo(memory.Folder).DriveFormat;
        if (kind is "btrfs" or "xfs") return;
        var world = new MergeWorld(folder) { UnpackedStore = folder / "store" }.Begin();
        KeepingWorld.Add(world, 1);
        KeepingWorld.Add(world, 2);
        await world.MergeAsync(CancellationToken.None);
        KeepingWorld.Warnings(world).Should().Equal(
            $"unpacked images are not kept: {kind}, the file system of {folder}/store, cannot share content between files (btrfs and xfs can); all is unpacked as without --unpacked-store");
        File.ReadAllBytes($"{world.Root}/usr/share/p1/large").Should().Equal(File.ReadAllBytes($"{world.Root}/usr/share/p1/same"));
        Directory.GetFiles((folder / "store").Value, "*", SearchOption.AllDirectories).Should().Equal(folder.Value + "/store/lock");
    }

    [SkippableFactNeeding(Need.Root)]
    public async Task What_cannot_be_a_store_is_refused_with_what_to_do()
    {
        using var world = new KeepingWorld("xfs");
        using var elsewhere = new Scratch();
        await RefusedAsync(elsewhere["store"], "*is not on the file system of the root, or is mounted apart from it*--unpacked-store*name a folder on the file system of the root*");
        await RefusedAsync(elsewhere.Write("file", ""), "*is no folder*--unpacked-store*name a folder of your own*");
        Directory.CreateDirectory($"{world.Disk.Folder}/open");
        File.SetUnixFileMode($"{world.Disk.Folder}/open", (UnixFileMode)0x1ff);
        await RefusedAsync($"{world.Disk.Folder}/open", "*others can write to it*--unpacked-store*name a folder of your own that nobody else can write to*");
        Directory.CreateDirectory($"{world.Disk.Folder}/theirs");
        KeepingWorld.Run("chown", "4101", $"{world.Disk.Folder}/theirs");
        await RefusedAsync($"{world.Disk.Folder}/theirs", "*is another user's*--unpacked-store*");

        async Task RefusedAsync(string store, string message)
        {
            var merging = () => new MergeWorld(world.Folder) { Root = world.Fresh().Root, UnpackedStore = HostPath.Parse(store) }.MergeAsync(CancellationToken.None);
            (await merging.Should().ThrowAsync<Stage3Exception>()).WithMessage(message);
        }
    }

    [SkippableFactNeeding(Need.Root)]
    public async Task What_nobody_used_for_long_goes_by_the_commands_of_the_documentation()
    {
        using var world = new KeepingWorld("btrfs");
        await world.MergeAsync();
        var script = File.ReadAllLines(ProjectRoot.File("docs/scale.md")).Select(line => line.Trim()).Where(line => line.StartsWith("find DIR/", StringComparison.Ordinal)).ToList();
        script.Should().HaveCount(2);
        var bodies = world.Kept("bodies").Count();
        Sh(string.Join('\n', script));
        world.Kept("bodies").Should().HaveCount(bodies, "all were used just now");

        Directory.SetLastWriteTimeUtc(Directory.GetDirectories((world.Store / "images").Value)[0], DateTime.UtcNow.AddDays(-32));
        Sh(string.Join('\n', script));
        Directory.GetDirectories((world.Store / "images").Value).Should().HaveCount(3);
        world.Kept("bodies").Should().HaveCount(bodies - 2, "what other images have stays");
        var check = File.ReadAllText(ProjectRoot.File("docs/scale.md")).Split('`').Single(text => text.Contains("sha256sum -c --quiet", StringComparison.Ordinal));
        Sh(check);

        (await world.MergeAsync()).Warnings.Should().BeEmpty();
        world.Kept("bodies").Should().HaveCount(bodies);

        void Sh(string text) => KeepingWorld.Run("sh", "-e", "-c", text.Replace("DIR", world.Store.Value, StringComparison.Ordinal));
    }

    [SkippableFactNeeding(Need.Root)]
    public async Task What_the_mask_leaves_out_of_one_root_another_has()
    {
        using var world = new KeepingWorld("xfs");
        var (expected, _) = await world.MergeAsync(keeps: false);
        var configuration = (world.Folder / "config/etc/portage/make.conf").Value;
        var before = File.ReadAllText(configuration);
        File.WriteAllText(configuration, before + "INSTALL_MASK=\"large sparse\"\n");
        var (masked, _) = await world.MergeAsync(keeps: false);
        var (filling, _) = await world.MergeAsync();
        var (again, _) = await world.MergeAsync();
        masked.Entries.Keys.Should().Contain("/usr/share/p1/same").And.NotContain("/usr/share/p1/large");
        KeepingWorld.Differences(filling, masked).Should().BeEmpty();
        KeepingWorld.Differences(again, masked).Should().BeEmpty();

        File.WriteAllText(configuration, before);
        world.BreakImages();
        KeepingWorld.Differences((await world.MergeAsync()).Root, expected).Should().BeEmpty();
    }

    private static async Task SameRootAsync(string kind)
    {
        using var world = new KeepingWorld(kind);
        var (expected, _) = await world.MergeAsync(keeps: false);
        expected.Entries.Keys.Should().Contain("/usr/share/p3/sparse").And.Contain("/usr/share/p0/pipe");
        Directory.Exists(world.Store.Value).Should().BeFalse("without the option nothing is kept");

        var (filling, warnings) = await world.MergeAsync();
        warnings.Should().BeEmpty();
        KeepingWorld.Differences(filling, expected).Should().BeEmpty();
        Directory.GetDirectories((world.Store / "images").Value).Should().HaveCount(4);
        Directory.GetFileSystemEntries((world.Store / "partial").Value).Should().BeEmpty();
        world.Kept("bodies").Should().HaveCount(1 + (4 * 2) + 1, "what all have is there once, and so are the holes");

        // From now on nobody can unpack a package: whoever merges has it from the store.
        world.BreakImages();
        var (kept, none) = await world.MergeAsync();
        none.Should().BeEmpty();
        KeepingWorld.Differences(kept, expected).Should().BeEmpty();
        var unpacking = async () => await world.MergeAsync(keeps: false);
        (await unpacking.Should().ThrowAsync<EmergeFailedException>()).WithMessage("*its Manifest says*");
    }
}
