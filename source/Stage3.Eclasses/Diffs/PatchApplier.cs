using System.Collections.Immutable;

namespace Stage3.Eclasses.Diffs;

/// <summary>
/// Applies changes to bytes, by the rules of git-apply(1): a hunk's lines must be there byte for byte, at the line
/// that the patch names or, going outwards from it and forward first, at another; a hunk that starts at line 1 must
/// match at the start, one without context at its end must match at the end; no hunk touches what an earlier one
/// covered. Fuzz is GNU patch's, 0 unless asked for, and leaves a line at
/// least to look for.
/// </summary>
public static class PatchApplier
{
    /// <summary>Applies one file's change.</summary>
    /// <param name="text">The file's bytes.</param>
    /// <param name="change">The change.</param>
    /// <param name="fuzz">How many lines of context at either end may be ignored, from 0.</param>
    public static PatchApplication Apply(ReadOnlyMemory<byte> text, FileChange change, int fuzz = 0)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentOutOfRangeException.ThrowIfNegative(fuzz);
        var image = new PatchedImage(ByteLines.Split(text));
        var placements = ImmutableArray.CreateBuilder<HunkPlacement>();
        var rejections = ImmutableArray.CreateBuilder<HunkRejection>();
        for (var index = 0; index < change.Hunks.Length; index++)
        {
            var hunk = change.Hunks[index];
            if (Place(image, hunk, index + 1, fuzz) is { } placement)
                placements.Add(placement);
            else
                rejections.Add(Rejection(ByteLines.Split(text), hunk, index + 1));
        }

        return new PatchApplication(
            rejections.Count == 0 ? ByteLines.Join(image.Lines) : null,
            placements.ToImmutable(),
            rejections.ToImmutable());
    }

    private static HunkPlacement? Place(PatchedImage image, Hunk hunk, int number, int fuzz)
    {
        var wanted = Math.Max(0, hunk.NewStart - 1);
        var context = Math.Max(hunk.LeadingContext, hunk.TrailingContext);
        for (var level = 0; level <= Math.Min(fuzz, context); level++)
        {
            // GNU patch takes the fuzz first from the longer end.
            var head = Math.Max(0, level + hunk.LeadingContext - context);
            var tail = Math.Max(0, level + hunk.TrailingContext - context);
            // A hunk without a line left to look for would fit anywhere.
            if (head + tail >= hunk.Before.Length && level > 0) break;
            var part = new HunkPart(hunk, head, tail);
            if (Find(image, hunk, part, wanted + head, level > 0) is not { } found) continue;
            image.Replace(found, part);
            return new HunkPlacement(number, found - head + 1, found - head - wanted, level);
        }

        return null;
    }

    private static int? Find(PatchedImage image, Hunk hunk, HunkPart part, int wanted, bool fuzzy)
    {
        var length = image.Lines.Count;
        var mustStart = !fuzzy && hunk.OldStart <= 1;
        var mustEnd = !fuzzy && hunk.TrailingContext == 0;
        if (mustStart || mustEnd)
        {
            var only = mustStart ? 0 : length - part.Before.Length;
            return only >= 0 && (!mustEnd || only + part.Before.Length == length) && image.Takes(only, part)
                ? only
                : null;
        }

        wanted = Math.Min(wanted, length);
        for (var distance = 0; distance <= length; distance++)
        {
            if (wanted + distance <= length && image.Takes(wanted + distance, part)) return wanted + distance;
            if (distance > 0 && wanted - distance >= 0 && image.Takes(wanted - distance, part)) return wanted - distance;
        }

        return null;
    }

    /// <summary>
    /// Where the tree has most of the hunk's lines in a row of the same length, then where the others begin most alike, then the
    /// nearest: what a person wants to look at.
    /// </summary>
    private static HunkRejection Rejection(ImmutableArray<ReadOnlyMemory<byte>> lines, Hunk hunk, int number)
    {
        var (best, most, likest) = (-1, 0, 0);
        for (var start = 1 - hunk.Before.Length; start < lines.Length; start++)
        {
            var (same, alike) = (0, 0);
            for (var index = Math.Max(0, -start); index < hunk.Before.Length && start + index < lines.Length; index++)
            {
                if (ByteLines.Same(lines[start + index], hunk.Before[index])) same++;
                alike += lines[start + index].Span.CommonPrefixLength(hunk.Before[index].Span);
            }

            var nearer = Math.Abs(start + 1 - hunk.OldStart) < Math.Abs(best + 1 - hunk.OldStart);
            if ((same, alike).CompareTo((most, likest)) > 0 || (same, alike) == (most, likest) && same > 0 && nearer) (best, most, likest) = (start, same, alike);
        }

        return new HunkRejection(number, hunk, most > 0 ? Math.Max(0, best) + 1 : null, most);
    }
}
