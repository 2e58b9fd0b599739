using System.Collections.Immutable;

namespace Stage3.Eclasses.Diffs;

/// <summary>A hunk without some lines of context at its ends, which then stay as the tree has them.</summary>
internal readonly struct HunkPart(Hunk hunk, int head, int tail)
{
    /// <summary>How many lines at the start are not looked at; they must be there all the same.</summary>
    public int Head { get; } = head;

    /// <summary>How many lines at the end are not looked at; they must be there all the same.</summary>
    public int Tail { get; } = tail;

    public ImmutableArray<ReadOnlyMemory<byte>> Before { get; } = hunk.Before[head..^tail];

    public ImmutableArray<ReadOnlyMemory<byte>> After { get; } = hunk.After[head..^tail];
}
