using System.Globalization;
using System.Text.RegularExpressions;

namespace Stage3.Eclasses.Diffs;

/// <summary>The numbers of <c>@@ -old[,count] +new[,count] @@ section</c>; a count left out is 1.</summary>
internal readonly partial record struct HunkHeader(int OldStart, int OldCount, int NewStart, int NewCount, string Section)
{
    public static bool TryParse(string text, out HunkHeader header)
    {
        header = default;
        var match = Pattern().Match(text);
        if (!match.Success
            || !Number(match, 1, out var oldStart) || !Number(match, 2, out var oldCount)
            || !Number(match, 3, out var newStart) || !Number(match, 4, out var newCount))
            return false;
        // A side that has lines starts at one of them; a hunk of nothing is none.
        if (oldCount > 0 && oldStart == 0 || newCount > 0 && newStart == 0 || oldCount + newCount == 0) return false;
        header = new HunkHeader(oldStart, oldCount, newStart, newCount, match.Groups[5].Value.TrimEnd('\r'));
        return true;
    }

    /// <summary>Up to 9 digits, so that sums of two stay far from overflow.</summary>
    [GeneratedRegex(@"\A@@ -([0-9]{1,9})(?:,([0-9]{1,9}))? \+([0-9]{1,9})(?:,([0-9]{1,9}))? @@(?: ?)(.*)\z", RegexOptions.Singleline)]
    private static partial Regex Pattern();

    private static bool Number(Match match, int group, out int number)
    {
        number = 1;
        return !match.Groups[group].Success
            || int.TryParse(match.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
