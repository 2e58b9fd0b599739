namespace Stage3.Embedded.Merging;

/// <summary>
/// A pattern as Python's fnmatch takes it, and so Portage: <c>*</c> is any text, slashes too, <c>?</c> one character, <c>[…]</c> one of several, <c>[!…]</c> one of all others.
/// Takes at most the product of both lengths, whatever the pattern.
/// </summary>
internal readonly record struct ShellPattern(string Pattern)
{
    internal bool Fits(string text)
    {
        // Where the last star stands, and how much of the text it takes so far: an earlier one need never take more.
        var (star, taken) = (-1, 0);
        var (at, i) = (0, 0);
        while (i < text.Length || at < Pattern.Length)
        {
            if (at < Pattern.Length && Pattern[at] == '*') (star, taken) = (at++, i);
            else if (i < text.Length && FitsOne(text[i], ref at)) i++;
            else if (star >= 0 && taken < text.Length) (at, i) = (star + 1, ++taken);
            else return false;
        }

        return true;
    }

    // Goes behind what stands for one character, if it stands for this one.
    private bool FitsOne(char character, ref int at)
    {
        if (at == Pattern.Length) return false;
        var end = Pattern[at] == '[' ? End(at) : -1;
        var fits = Pattern[at] == '?' || (end > 0 ? IsIn(character, Pattern.AsSpan((at + 1)..end)) : Pattern[at] == character);
        if (fits) at = Math.Max(at, end) + 1;
        return fits;
    }

    // A bracket that begins a set is no end of it; one that is never ended is itself.
    private int End(int start)
    {
        var from = start + 1;
        if (from < Pattern.Length && Pattern[from] == '!') from++;
        return from + 1 < Pattern.Length ? Pattern.IndexOf(']', from + 1) : -1;
    }

    private static bool IsIn(char character, ReadOnlySpan<char> set)
    {
        var isOther = set[0] == '!';
        if (isOther) set = set[1..];
        for (var i = 0; i < set.Length; i++)
        {
            var isRange = i + 2 < set.Length && set[i + 1] == '-';
            if (isRange ? character >= set[i] && character <= set[i + 2] : character == set[i]) return !isOther;
            if (isRange) i += 2;
        }

        return isOther;
    }
}
