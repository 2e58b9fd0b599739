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
    /// The change put behind the first anchor or before the last, whichever stands in the text once, white space at its end
    /// aside; a reason where neither does.
    /// </summary>
    public static (FileChange? Change, string Reason) Anchored(SeriesPatch patch, ReadOnlyMemory<byte> text)
    {
        if (patch.Change.Hunks is not [var hunk] || hunk.Lines.Any(line => line.Kind == HunkLineKind.Removed) || hunk.LeadingContext == 0)
            return (null, "the patch does more than insert at one place");
        var lines = ByteLines.Split(text);
        var (anchor, found, behind) = new[] { (Anchor: Trimmed(patch.Anchors[0]), Behind: 1), (Anchor: Trimmed(patch.Anchors[^1]), Behind: 0) }
            .Where(place => place.Anchor.Length > 0)
            .Select(place => (place.Anchor, Found: Lines(lines, place.Anchor), place.Behind))
            .OrderBy(place => place.Found.Length == 1 ? 0 : 1)
            .First();
        if (found is not [var line])
            return (null, $"the anchor '{anchor.Trim()}' " + (found.IsEmpty ? "is nowhere" : $"stands in lines {string.Join(", ", found.Select(index => index + 1))}"));
        var at = line + behind;
        if (at == 0 || at == lines.Length) return (null, $"the anchor '{anchor.Trim()}' is the {(at == 0 ? "first" : "last")} line");
        var windows = lines[at - 1].Span.EndsWith("\r\n"u8);
        ImmutableArray<HunkLine> body =
        [
            new(HunkLineKind.Context, lines[at - 1]),
            .. hunk.Lines.Where(added => added.Kind == HunkLineKind.Added).Select(added => added with { Content = windows ? WithCarriageReturn(added.Content) : added.Content }),
            new(HunkLineKind.Context, lines[at]),
        ];
        return (new FileChange(patch.Change.Path, [Least(new Hunk(at, at, hunk.Section, body), lines)]), "");
    }

    private static ImmutableArray<int> Lines(ImmutableArray<ReadOnlyMemory<byte>> lines, string anchor) =>
        [.. Enumerable.Range(0, lines.Length).Where(index => Trimmed(ByteLines.Show(lines[index].Span)) == anchor)];

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
