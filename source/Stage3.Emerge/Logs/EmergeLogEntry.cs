using System.Globalization;
using System.Text.RegularExpressions;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Logs;

/// <summary>One line of Portage's <c>emerge.log</c> that is about a package's turn in a run.</summary>
/// <param name="Time">When, seconds since 1970.</param>
/// <param name="Stage">How far the package is.</param>
/// <param name="Number">Its place in the run, from 1.</param>
/// <param name="Total">How many packages the run has.</param>
/// <param name="Package">The package.</param>
public sealed partial record EmergeLogEntry(long Time, EmergeLogStage Stage, int Number, int Total, PackageId Package)
{
    /// <summary>Where it goes, as written; null where the line does not say.</summary>
    public string? Root { get; init; }

    /// <summary>Reads a line; false for all that is about something else.</summary>
    public static bool TryParse(string line, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out EmergeLogEntry? entry)
    {
        var match = Line().Match(line ?? "");
        entry = match.Success && StageOf($"{match.Groups["what"].Value} {match.Groups["step"].Value}".Trim()) is { } stage && PackageId.TryParse(match.Groups["cpv"].Value, out var package)
            ? new EmergeLogEntry(
                long.Parse(match.Groups["time"].Value, CultureInfo.InvariantCulture), stage,
                int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["total"].Value, CultureInfo.InvariantCulture), package)
            {
                Root = match.Groups["root"] is { Success: true } root ? root.Value : null,
            }
            : null;
        return entry is not null;
    }

    private static EmergeLogStage? StageOf(string words) => words switch
    {
        ">>> emerge" => EmergeLogStage.Begun,
        "=== Compiling/Merging" or "=== Compiling/Packaging" or "=== Compiling" => EmergeLogStage.Building,
        "=== Merging Binary" => EmergeLogStage.Unpacking,
        "=== Merging" => EmergeLogStage.Merging,
        "::: completed emerge" => EmergeLogStage.Finished,
        _ => null,
    };

    [GeneratedRegex(@"^(?<time>\d+):\s+(?:(?<what>>>> emerge|::: completed emerge) \((?<number>\d+) of (?<total>\d+)\) (?<cpv>\S+)(?: to (?<root>/.*))?|(?<what>===) \((?<number>\d+) of (?<total>\d+)\) (?<step>.+?) \((?<cpv>[^\s:]+)::.*\))", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
