using System.Collections.Immutable;

namespace Stage3.Eclasses.Diffs;

/// <summary>A file's lines while hunks are applied; remembers which lines a hunk covered, for no other may.</summary>
internal sealed class PatchedImage(ImmutableArray<ReadOnlyMemory<byte>> lines)
{
    private readonly List<bool> covered = [.. lines.Select(_ => false)];

    public List<ReadOnlyMemory<byte>> Lines { get; } = [.. lines];

    public bool Matches(int start, ImmutableArray<ReadOnlyMemory<byte>> wanted)
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
    }
}
