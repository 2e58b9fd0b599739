using System.Text;
using System.Text.RegularExpressions;

namespace Stage3.Embedded.Phases;

/// <summary>Assignments as bash reads them.</summary>
internal static partial class BashText
{
    /// <summary>One exported variable a line; values may hold anything but NUL.</summary>
    internal static string Exports(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in variables) text.Append($"export {name}={Quoted(value)}\n");
        return text.ToString();
    }

    internal static string Array(string name, IEnumerable<string> words) => $"{name}=({string.Join(' ', words.Select(Quoted))})\n";

    internal static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    internal static bool IsName(string text) => Name().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Name();
}
