using System.Text.RegularExpressions;

namespace Stage3.Portage.Configuration;

/// <summary>
/// Reads values of an ini file as Portage's own parser does: a key that a section has not is that of <c>[DEFAULT]</c>, and <c>%(NAME)s</c> stands for
/// a variable or a key of <c>[DEFAULT]</c>. All that is wrong is gathered.
/// </summary>
/// <param name="defaults">The section <c>[DEFAULT]</c>; null where there is none.</param>
/// <param name="variables">What <c>%(EPREFIX)s</c>, <c>%(ROOT)s</c> and the like stand for.</param>
internal sealed partial class IniReader(IniSection? defaults, IReadOnlyDictionary<string, string> variables)
{
    /// <summary>What was found to be wrong.</summary>
    public List<ConfigurationProblem> Problems { get; } = [];

    /// <summary>A value; null where neither the section nor <c>[DEFAULT]</c> has it.</summary>
    public string? Value(IniSection section, string key) =>
        (section[key] ?? defaults?[key]) is not { } text ? null : Reference().Replace(text, match => Referenced(section, key, match));

    private string Referenced(IniSection section, string key, Match match)
    {
        if (match.Value == "%%") return "%";
        var name = match.Groups[1].Value;
        if (variables.TryGetValue(name, out var value)) return value;
        if (defaults?[name.ToLowerInvariant()] is { } text) return text;
        Problems.Add(section.Problem(key, $"{key}: nothing is known by the name '{name}'"));
        return "";
    }

    [GeneratedRegex(@"%\(([A-Za-z_][A-Za-z0-9_-]*)\)s|%%")]
    private static partial Regex Reference();
}
