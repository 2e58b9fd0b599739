using System.Collections.Immutable;

namespace Stage3.Eclasses.Diffs;

/// <summary>A file's lines while hunks are applied; remembers which lines a hunk covered, for no other may.</summary>
internal sealed class PatchedImage(ImmutableArray<ReadOnlyMemory<byte>> lines)
{
    private readonly List<bool> covered = [.. lines.Select(_ => false)];

    public List<ReadOnlyMemory<byte>> Lines { get; } = [.. lines];

    /// <summary>True where the part's lines stand there, and its result leaves no line torn: one without line feed is the last.</summary>
    public bool Takes(int start, HunkPart part) =>
        start >= part.Head && start + part.Before.Length + part.Tail <= Lines.Count
        && !covered.GetRange(start - part.Head, part.Head).Contains(true)
        && !covered.GetRange(start + part.Before.Length, part.Tail).Contains(true)
        && Matches(start, part.Before)
        && (part.After.IsEmpty || part.After[^1].Span.EndsWith("\n"u8) || start + part.Before.Length == Lines.Count)
        && (part.After.IsEmpty || start == 0 || Lines[start - 1].Span.EndsWith("\n"u8));

    private bool Matches(int start, ImmutableArray<ReadOnlyMemory<byte>> wanted)
    {
        if (start + wanted.Length > Lines.Count) return false;
        for (var index = 0; index < wanted.Length; index++)
            if (covered[start + index] || !ByteLines.Same(Lines[start + index], wanted[index])) return false;
        return true;
    }

    public void Replace(int start, HunkPart part)
    {
        Lines.RemoveRange(start, part.Before.Length);
        covered.RemoveRange(start, part.Before.Length);
        Lines.InsertRange(start, part.After);
        covered.InsertRange(start, part.After.Select(_ => true));
        // Context that was not looked at belongs to the hunk no less.
        for (var index = start - part.Head; index < start; index++) covered[index] = true;
        for (var index = 0; index < part.Tail; index++) covered[start + part.After.Length + index] = true;
    }
}
