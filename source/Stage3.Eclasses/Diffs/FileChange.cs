using System.Collections.Immutable;

namespace Stage3.Eclasses.Diffs;

/// <summary>The hunks of one file of a patch, in the order of the lines that they change.</summary>
public sealed class FileChange
{
    internal FileChange(string path, ImmutableArray<Hunk> hunks)
    {
        Path = path;
        Hunks = hunks;
    }

    /// <summary>The file's path inside the tree (<c>eclass/user.eclass</c>), without git's <c>a/</c> and <c>b/</c>.</summary>
    public string Path { get; }

    /// <summary>The hunks; at least one.</summary>
    public ImmutableArray<Hunk> Hunks { get; }

    /// <summary>The same change backwards.</summary>
    public FileChange Reversed() => new(Path, [.. Hunks.Select(hunk => hunk.Reversed())]);
}
