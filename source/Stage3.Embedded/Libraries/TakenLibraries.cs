using Stage3.Linux.Files;

namespace Stage3.Embedded.Libraries;

/// <summary>Kept libraries that a package brings itself: no collision, they are its own from then on.</summary>
internal sealed class TakenLibraries(ILookup<ObjectKey, BytePath> kept)
{
    /// <summary>The paths that were taken.</summary>
    internal HashSet<BytePath> Paths { get; } = [];

    /// <summary>Takes what a file of the root is; false where it is no library that is kept.</summary>
    internal bool Take(FileStatus existing)
    {
        var taken = kept[ObjectKey.Of(existing)].ToList();
        Paths.UnionWith(taken);
        return taken.Count > 0;
    }
}
