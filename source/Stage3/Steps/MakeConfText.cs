using Stage3.Specification;

namespace Stage3.Steps;

/// <summary>The lines of a make.conf (make.conf(5)) for a specification.</summary>
internal sealed class MakeConfText(StageSpec spec)
{
    public IEnumerable<string> Lines =>
    [
        "# Written by Stage3 from the specification; see make.conf(5).",
        .. spec.MakeConf.Select(variable => Assignment(variable.Name, variable.Value)),
        Assignment("USE", string.Join(' ', spec.Use)),
    ];

    // Within double quotes: "${OTHER}" stays for the reader to expand, as make.conf(5) lets people write.
    private static string Assignment(string name, string value) =>
        $"{name}=\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
