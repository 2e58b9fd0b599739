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

    /// <summary>Place, message and rule; what to do, where it is not what was said just before.</summary>
    public static string Text(Finding finding, Finding? before = null)
    {
        var line = finding.Line is { } number ? ":" + number.ToString(CultureInfo.InvariantCulture) : "";
        // Many messages begin with the path.
        var place = finding.Path is { } path && !(line.Length == 0 && finding.Message.StartsWith(path, StringComparison.Ordinal)) ? $"{path}{line}: " : "";
        var remedy = before?.Remedy == finding.Remedy ? "" : $"\n    to do: {finding.Remedy}";
        return $"{place}{finding.Message} [{finding.Rule}]{remedy}";
    }
}
