using System.Text.RegularExpressions;

namespace Stage3.RootComparison;

/// <summary>
/// The variables and functions of a package's saved environment, whoever wrote it: bash's own <c>declare</c> lines, or an ebuild's text. Layout is no part of a function, and how it is exported
/// none of a variable.
/// </summary>
internal static partial class EnvironmentText
{
    /// <summary>Such as <c>function pkg_postinst</c> and <c>variable SLOT</c>, with what they are. A variable without a value is none.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Read(Stream content)
    {
        using var reader = new StreamReader(content);
        while (reader.ReadLine() is { } line)
        {
            if (Function().Match(line) is { Success: true } function) yield return new($"function {function.Groups[1].Value}", Body(reader, line));
            else if (Variable().Match(line) is { Success: true } variable) yield return new($"variable {variable.Groups[1].Value}", Value(reader, variable.Groups[2].Value));
        }
    }

    // Functions end with a brace at the begin of a line: bash writes them so, and so do ebuilds.
    private static string Body(StreamReader reader, string first)
    {
        var lines = new List<string> { first };
        while (!IsEnd(lines[^1]) && reader.ReadLine() is { } line) lines.Add(line);
        return string.Join('\n', lines.Skip(1).Select(line => line.Trim().TrimEnd(';').TrimEnd()).Where(line => line.Length > 0 && line != "{"));
        bool IsEnd(string line) => line == "}" || (lines.Count == 1 && line.EndsWith('}'));
    }

    private static string Value(StreamReader reader, string text)
    {
        while (!IsWhole(text) && reader.ReadLine() is { } line) text += "\n" + line;
        // EAPI=8, EAPI="8" and EAPI='8' are the same.
        return text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;
    }

    // Whether no quote is open: "…" with backslashes, '…' without, $'…' with.
    private static bool IsWhole(string text)
    {
        var (quote, isAnsi) = ('\0', false);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '\\' && (quote != '\'' || isAnsi)) i++;
            else if (quote == '\0' && character is '"' or '\'') (quote, isAnsi) = (character, character == '\'' && i > 0 && text[i - 1] == '$');
            else if (character == quote) quote = '\0';
        }

        return quote == '\0';
    }

    [GeneratedRegex(@"^([A-Za-z_][\w.+-]*)\s*\(\)\s*(\{.*)?$")]
    private static partial Regex Function();

    [GeneratedRegex(@"^(?:declare (?:-\S+ )?)?([A-Za-z_]\w*)=(.*)$")]
    private static partial Regex Variable();
}
