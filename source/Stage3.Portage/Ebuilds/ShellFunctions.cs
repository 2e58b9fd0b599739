using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Stage3.Portage.Ebuilds;

/// <summary>
/// The functions that a text of bash defines at its left edge, such as an eclass, or the environment that a package saves (PMS 12.2, as
/// <c>declare -f</c> prints it). Only read, never run.
/// </summary>
public static partial class ShellFunctions
{
    /// <summary>The definitions by name, each as it stands in the text; of two of one name the last counts.</summary>
    public static ImmutableSortedDictionary<string, string> In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (Head().Match(lines[at]) is not { Success: true } head) continue;
            var end = head.Groups["rest"].Value.TrimEnd().EndsWith('}') ? at : Array.FindIndex(lines, at, line => line.TrimEnd() == "}");
            if (end < 0) break;
            found[head.Groups["name"].Value] = string.Join('\n', lines[at..(end + 1)]);
            at = end;
        }

        return found.ToImmutable();
    }

    [GeneratedRegex(@"^(?:function\s+)?(?<name>[A-Za-z_][A-Za-z0-9_.:+-]*)\s*\(\)\s*(?<rest>\{.*|)$", RegexOptions.CultureInvariant)]
    private static partial Regex Head();
}
