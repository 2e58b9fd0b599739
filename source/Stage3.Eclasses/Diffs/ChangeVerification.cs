using System.Collections.Immutable;
using System.Text;
using DiffPlex;

namespace Stage3.Eclasses.Diffs;

/// <summary>
/// The second opinion on an application: DiffPlex computes the change between before and after anew, from the two
/// texts alone, and it must be the patch's: the same removed and added lines, and outside the hunks not a byte. Then
/// the patch, turned round, must give the bytes before back.
/// </summary>
public static class ChangeVerification
{
    /// <summary>What is wrong, one sentence each; empty where the change is exactly the patch's.</summary>
    /// <param name="before">The text that the change was applied to.</param>
    /// <param name="change">The change.</param>
    /// <param name="application">What came of it; it must have been applied.</param>
    public static ImmutableArray<string> Check(ReadOnlyMemory<byte> before, FileChange change, PatchApplication application)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(application);
        var after = application.Result ?? throw new ArgumentException("the change was not applied", nameof(application));
        var windows = HunkWindow.Of(change, application);
        return
        [
            .. Lines(before, after, change),
            .. Surroundings(ByteLines.Split(before), ByteLines.Split(after), windows),
            .. Reversal(before, after, change, application),
        ];
    }

    /// <summary>Lines that are both removed and added by a patch say nothing: only what is left of each is compared.</summary>
    private static IEnumerable<string> Lines(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, FileChange change)
    {
        var balance = new SortedDictionary<string, int>(StringComparer.Ordinal);
        void Count(string line, int by) => balance[line] = balance.GetValueOrDefault(line) + by;

        // Latin-1 maps each byte to one character and back.
        var diff = Differ.Instance.CreateDiffs(
            Encoding.Latin1.GetString(before.Span), Encoding.Latin1.GetString(after.Span),
            ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance);
        foreach (var block in diff.DiffBlocks)
        {
            for (var index = 0; index < block.DeleteCountA; index++) Count(diff.PiecesOld[block.DeleteStartA + index], -1);
            for (var index = 0; index < block.InsertCountB; index++) Count(diff.PiecesNew[block.InsertStartB + index], 1);
        }

        foreach (var line in change.Hunks.SelectMany(hunk => hunk.Lines))
        {
            if (line.Kind == HunkLineKind.Context) continue;
            Count(Encoding.Latin1.GetString(line.Content.Span), line.Kind == HunkLineKind.Added ? -1 : 1);
        }

        return balance.Where(line => line.Value != 0).Select(line =>
            $"'{ByteLines.Show(Encoding.Latin1.GetBytes(line.Key))}' was {(line.Value > 0 ? "added" : "removed")}, which the patch does not do");
    }

    private static IEnumerable<string> Surroundings(
        ImmutableArray<ReadOnlyMemory<byte>> before,
        ImmutableArray<ReadOnlyMemory<byte>> after,
        ImmutableArray<HunkWindow> windows)
    {
        var (left, right) = (0, 0);
        foreach (var window in windows.Append(new HunkWindow(End, before.Length, after.Length)))
        {
            if (window.Before < left || window.Before - left != window.After - right)
            {
                yield return $"line {right + 1} and on moved by {window.After - right - (window.Before - left)} lines that no hunk tells of";
                yield break;
            }

            for (; left < window.Before; left++, right++)
                if (!ByteLines.Same(before[left], after[right]))
                    yield return $"line {right + 1} became '{ByteLines.Show(after[right].Span)}', which no hunk tells of";
            (left, right) = (window.BeforeEnd, window.AfterEnd);
        }
    }

    private static IEnumerable<string> Reversal(
        ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, FileChange change, PatchApplication application)
    {
        var placed = PlacedChange.Of(change, application);
        // By fuzz a hunk may have come to where the rules would not have let it, and the way back is by lines alone.
        var restored = application.Fuzz == 0 ? PatchApplier.Apply(after, placed.Reversed()).Result : TakenBack(ByteLines.Split(after), placed);
        if (restored is null) yield return "the patch, turned round, does not apply to its own result";
        else if (!before.Span.SequenceEqual(restored)) yield return "the patch, turned round, does not give the bytes before back";
    }

    private static byte[]? TakenBack(ImmutableArray<ReadOnlyMemory<byte>> after, FileChange placed)
    {
        var lines = after.ToList();
        foreach (var hunk in placed.Hunks.Reverse())
        {
            var start = hunk.After.IsEmpty ? hunk.NewStart : hunk.NewStart - 1;
            if (start + hunk.After.Length > lines.Count || !lines.Skip(start).Zip(hunk.After).Take(hunk.After.Length).All(pair => ByteLines.Same(pair.First, pair.Second)))
                return null;
            lines.RemoveRange(start, hunk.After.Length);
            lines.InsertRange(start, hunk.Before);
        }

        return ByteLines.Join(lines);
    }

    private static readonly Hunk End = new(0, 0, "", []);
}
