using System.Globalization;
using Serilog.Events;
using Stage3.Reports;

namespace Stage3.Progress;

/// <summary>How findings read in a log.</summary>
internal static class FindingLines
{
    public static LogEventLevel Level(Severity severity) => severity switch
    {
        Severity.Error => LogEventLevel.Error,
        Severity.Warning => LogEventLevel.Warning,
        _ => LogEventLevel.Information,
    };

    public static string Text(Finding finding)
    {
        var line = finding.Line is { } number ? ":" + number.ToString(CultureInfo.InvariantCulture) : "";
        var place = finding.Path is { } path ? $"{path}{line}: " : "";
        return $"{place}{finding.Message} [{finding.Rule}]\n    to do: {finding.Remedy}";
    }
}
