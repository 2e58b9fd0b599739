using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DiffPlex;
using Stage3.Reports;

namespace Stage3.Eclasses.Diffs;

/// <summary>Two texts, or a rejected hunk and what the tree has there, aligned by DiffPlex for people to read.</summary>
public static class SideBySide
{
    /// <summary>The two texts with <paramref name="context"/> equal lines around each change; longer runs become a gap.</summary>
    public static DifferencePart Compare(
        string heading, string left, ReadOnlyMemory<byte> leftText, string right, ReadOnlyMemory<byte> rightText, int context = 3) =>
        new(heading, left, right, Fold(Align(leftText, rightText, 1, 1), context));

    /// <summary>The lines that a rejected hunk wants, beside what the file has where most of them stand.</summary>
    public static DifferencePart Rejected(string heading, HunkRejection rejection, ReadOnlyMemory<byte> text)
    {
        ArgumentNullException.ThrowIfNull(rejection);
        var lines = ByteLines.Split(text);
        var start = Math.Min(rejection.NearestLine ?? rejection.Hunk.OldStart, lines.Length + 1) - 1;
        var there = lines.Skip(Math.Max(0, start)).Take(rejection.Hunk.Before.Length + 3);
        return new DifferencePart(
            heading,
            "what the patch looks for",
            "what the tree has",
            Align(ByteLines.Join(rejection.Hunk.Before), ByteLines.Join(there), Math.Max(1, rejection.Hunk.OldStart), Math.Max(0, start) + 1));
    }

    private static ImmutableArray<DifferenceRow> Align(
        ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right, int leftFirst, int rightFirst)
    {
        var diff = Differ.Instance.CreateDiffs(
            Encoding.Latin1.GetString(left.Span), Encoding.Latin1.GetString(right.Span),
            ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance);
        var rows = ImmutableArray.CreateBuilder<DifferenceRow>();
        var (l, r) = (0, 0);
        void Row(DifferenceKind kind, bool onLeft, bool onRight) => rows.Add(new DifferenceRow(
            kind,
            onLeft ? l + leftFirst : null, onLeft ? Text(diff.PiecesOld[l++]) : null,
            onRight ? r + rightFirst : null, onRight ? Text(diff.PiecesNew[r++]) : null));

        foreach (var block in diff.DiffBlocks)
        {
            while (l < block.DeleteStartA) Row(DifferenceKind.Equal, true, true);
            var both = Math.Min(block.DeleteCountA, block.InsertCountB);
            for (var index = 0; index < both; index++) Row(DifferenceKind.Changed, true, true);
            for (var index = both; index < block.DeleteCountA; index++) Row(DifferenceKind.Removed, true, false);
            for (var index = both; index < block.InsertCountB; index++) Row(DifferenceKind.Added, false, true);
        }

        while (l < diff.PiecesOld.Count) Row(DifferenceKind.Equal, true, true);
        return rows.ToImmutable();
    }

    private static ImmutableArray<DifferenceRow> Fold(ImmutableArray<DifferenceRow> rows, int context)
    {
        var changed = Enumerable.Range(0, rows.Length).Where(index => rows[index].Kind != DifferenceKind.Equal).ToList();
        var folded = ImmutableArray.CreateBuilder<DifferenceRow>();
        var next = 0;
        foreach (var index in changed.SelectMany(index => Enumerable.Range(index - context, 2 * context + 1)))
        {
            if (index < next || index >= rows.Length) continue;
            Gap(folded, index - next);
            folded.Add(rows[index]);
            next = index + 1;
        }

        Gap(folded, rows.Length - next);
        return folded.ToImmutable();
    }

    private static void Gap(ImmutableArray<DifferenceRow>.Builder rows, int lines)
    {
        if (lines > 0)
            rows.Add(new DifferenceRow(DifferenceKind.Gap, null, string.Create(CultureInfo.InvariantCulture, $"{lines} equal lines"), null, null));
    }

    private static string Text(string line) => ByteLines.Show(Encoding.Latin1.GetBytes(line));
}
