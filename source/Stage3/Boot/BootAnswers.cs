using System.Globalization;
using System.Text.RegularExpressions;

namespace Stage3.Boot;

/// <summary>Reads what the questions in the booted root wrote: lines <c>key=value</c> between two marks.</summary>
public static partial class BootAnswers
{
    private const string Begin = "stage3-answers-begin";
    private const string End = "stage3-answers-end";

    /// <summary>The report; null where the marks are not both there, so the answers are not complete.</summary>
    /// <param name="text">All that came through the port; line ends of terminals (<c>\r\n</c>) will do.</param>
    public static BootReport? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        var begin = Array.LastIndexOf(lines, Begin);
        var end = Array.LastIndexOf(lines, End);
        if (begin < 0 || end < begin) return null;

        var answers = lines[(begin + 1)..end]
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0], parts => parts[1]);
        return new BootReport
        {
            ReachedMultiUser = answers["multi-user.target"].LastOrDefault() == "active",
            BusId = BusAnswer().Match(answers["bus-id"].LastOrDefault() ?? "") is { Success: true } match ? match.Groups[1].Value : null,
            BusUid = uint.TryParse(answers["bus-uid"].LastOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var uid) ? uid : null,
            FailedUnits = [.. answers["failed"].Order(StringComparer.Ordinal)],
            UnfinishedJobs = int.TryParse(answers["jobs"].LastOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) ? jobs : 0,
            Uptime = TimeSpan.FromSeconds(
                double.TryParse(answers["uptime"].LastOrDefault(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0),
        };
    }

    // As busctl(1) prints a string: its type, then the quoted value.
    [GeneratedRegex("^s \"([0-9a-f]{32})\"$")]
    private static partial Regex BusAnswer();
}
