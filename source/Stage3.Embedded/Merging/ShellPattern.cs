using System.Text;
using System.Text.RegularExpressions;

namespace Stage3.Embedded.Merging;

/// <summary>A pattern as Python's fnmatch takes it, and so Portage: <c>*</c> is any text, slashes too, <c>?</c> one character, <c>[…]</c> one of several, <c>[!…]</c> one of all others.</summary>
internal readonly struct ShellPattern
{
    private readonly Regex _regex;

    internal ShellPattern(string pattern)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
            _ = pattern[i] switch
            {
                '*' => regex.Append(".*"),
                '?' => regex.Append('.'),
                '[' when End(pattern, i) is var end and > 0 => regex.Append(Set(pattern[(i + 1)..(i = end)])),
                var character => regex.Append(Regex.Escape(character.ToString())),
            };
        // Runs in time of the text's length, whatever the pattern.
        _regex = new Regex(regex.Append("\\z").ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }

    internal bool Fits(string text) => _regex.IsMatch(text);

    // A bracket that begins a set is no end of it; one that is never ended is itself.
    private static int End(string pattern, int start)
    {
        var from = start + 1;
        if (from < pattern.Length && pattern[from] == '!') from++;
        return from + 1 < pattern.Length ? pattern.IndexOf(']', from + 1) : -1;
    }

    private static string Set(string set)
    {
        var isOther = set[0] == '!';
        var members = Regex.Replace(isOther ? set[1..] : set, @"[\\\[\]^]", @"\$0", RegexOptions.CultureInvariant);
        return $"[{(isOther ? "^" : "")}{members}]";
    }
}
