using Stage3.Emerge;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Unpacked;

/// <summary>What is merged a second time comes from the store of unpacked images, or from the package: the root is the same.</summary>
public sealed class UnpackedStoreTests
{
    [SkippableFactNeeding(Need.Root)]
    public Task A_root_from_the_store_on_btrfs_is_the_root_without_it() => SameRootAsync("btrfs");

    [SkippableFactNeeding(Need.Root)]
    public Task A_root_from_the_store_on_xfs_is_the_root_without_it() => SameRootAsync("xfs");

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
