using System.Collections.Immutable;

namespace Stage3.Eclasses.Diffs;

/// <summary>What came of applying a change to a text; nothing is written anywhere.</summary>
public sealed class PatchApplication
{
    internal PatchApplication(byte[]? result, ImmutableArray<HunkPlacement> placements, ImmutableArray<HunkRejection> rejections)
    {
        Result = result;
        Placements = placements;
        Rejections = rejections;
    }

    /// <summary>The changed text; null where a hunk was rejected: a change applies whole or not at all.</summary>
    public byte[]? Result { get; }

    /// <summary>The hunks that were found.</summary>
    public ImmutableArray<HunkPlacement> Placements { get; }

    /// <summary>The hunks that were not.</summary>
    public ImmutableArray<HunkRejection> Rejections { get; }

    /// <summary>True where all hunks were found.</summary>
    public bool Applied => Result is not null;

    /// <summary>The largest fuzz that a hunk needed.</summary>
    public int Fuzz => Placements.Select(placement => placement.Fuzz).DefaultIfEmpty().Max();

    /// <summary>True where each hunk was found at the very line that the patch names.</summary>
    public bool InPlace => Placements.All(placement => placement.Offset == 0);
}
