using System.Collections.Immutable;
using Stage3.Eclasses.Diffs;
using Stage3.Eclasses.Series;

namespace Stage3.Eclasses.Refreshing;

/// <summary>Rewrites a change for the text of a tree: at its true place, with the least context that finds it.</summary>
internal static class ChangeRenewal
{
    /// <summary>The change where it was found, with one line of context at either end or as many more as make the place the only one.</summary>
    public static FileChange Placed(FileChange change, PatchApplication application, ReadOnlyMemory<byte> text)
    {
        var lines = ByteLines.Split(text);
        var placed = PlacedChange.Of(change, application);
        return new FileChange(change.Path, [.. placed.Hunks.Select(hunk => Least(hunk, lines))]);
    }

    /// <summary>
    /// The change put behind the first anchor, where that stands in the text once, white space at its end aside; a reason
    /// where that cannot be.
    /// </summary>
    public static (FileChange? Change, string Reason) Anchored(SeriesPatch patch, ReadOnlyMemory<byte> text)
    {
        if (patch.Change.Hunks is not [var hunk] || hunk.Lines.Any(line => line.Kind == HunkLineKind.Removed) || hunk.LeadingContext == 0)
            return (null, "the patch does more than insert at one place");
        var lines = ByteLines.Split(text);
        var anchor = Trimmed(patch.Anchors[0]);
        var found = Enumerable.Range(0, lines.Length).Where(index => Trimmed(ByteLines.Show(lines[index].Span)) == anchor).ToList();
        if (found is not [var at])
            return (null, found.Count == 0 ? $"the anchor '{anchor.Trim()}' is nowhere" : $"the anchor '{anchor.Trim()}' stands in lines {string.Join(", ", found.Select(index => index + 1))}");
        if (at + 1 == lines.Length) return (null, $"the anchor '{anchor.Trim()}' is the last line");
        var windows = lines[at].Span.EndsWith("\r\n"u8);
        ImmutableArray<HunkLine> body =
        [
            new(HunkLineKind.Context, lines[at]),
            .. hunk.Lines.Where(line => line.Kind == HunkLineKind.Added).Select(line => line with { Content = windows ? WithCarriageReturn(line.Content) : line.Content }),
            new(HunkLineKind.Context, lines[at + 1]),
        ];
        return (new FileChange(patch.Change.Path, [Least(new Hunk(at + 1, at + 1, hunk.Section, body), lines)]), "");
    }

    private static Hunk Least(Hunk hunk, ImmutableArray<ReadOnlyMemory<byte>> lines)
    {
        var first = hunk.OldStart - 1 + hunk.LeadingContext;
        var last = hunk.OldStart - 1 + hunk.Before.Length - hunk.TrailingContext;
        var shift = hunk.NewStart - hunk.OldStart;
        ImmutableArray<HunkLine> core = [.. hunk.Lines[hunk.LeadingContext..^hunk.TrailingContext]];
        for (var context = 1; ; context++)
        {
            var start = Math.Max(0, first - context);
            var end = Math.Min(lines.Length, last + context);
            ImmutableArray<HunkLine> body =
            [
                .. lines[start..first].Select(line => new HunkLine(HunkLineKind.Context, line)),
                .. core,
                .. lines[last..end].Select(line => new HunkLine(HunkLineKind.Context, line)),
            ];
            var smaller = new Hunk(start + 1, start + 1 + shift, hunk.Section, body);
            if (Occurrences(lines, smaller.Before) == 1 || context >= lines.Length) return smaller;
        }
    }

    private static int Occurrences(ImmutableArray<ReadOnlyMemory<byte>> lines, ImmutableArray<ReadOnlyMemory<byte>> wanted) =>
        Enumerable.Range(0, Math.Max(0, lines.Length - wanted.Length + 1))
            .Count(start => Enumerable.Range(0, wanted.Length).All(index => ByteLines.Same(lines[start + index], wanted[index])));

    private static ReadOnlyMemory<byte> WithCarriageReturn(ReadOnlyMemory<byte> line) =>
        line.Span.EndsWith("\n"u8) ? ByteLines.Join([line[..^1], "\r\n"u8.ToArray()]) : line;

    private static string Trimmed(string line) => line.TrimEnd(' ', '\t', '␍');
}
