using System.Collections.Immutable;
using Spectre.Console;

namespace Stage3.Reports;

/// <summary>Shows a report to people: tables as wide as the terminal, colours where it has them. Not for files: it depends on the terminal.</summary>
public static class TerminalReportWriter
{
    private const int LargestShown = 20;

    /// <summary>Writes the whole report to a console.</summary>
    public static void Write(Report report, IAnsiConsole console)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(console);
        console.Write(new Rule(Safe(report.Title)).LeftJustified());
        console.MarkupLine(Safe(report.Summary));
        foreach (var part in report.Parts)
        {
            console.WriteLine();
            console.MarkupLine($"[bold]{Safe(part.Heading)}[/]");
            Write(part, console);
        }
    }

    private static void Write(ReportPart part, IAnsiConsole console)
    {
        switch (part)
        {
            case TextPart text:
                console.MarkupLine(Safe(text.Text));
                break;
            case FindingsPart { Findings.IsEmpty: true }:
                console.MarkupLine("nothing found");
                break;
            case FindingsPart findings:
                Table(console, ["Severity", "Rule", "Where", "What, and what to do"], findings.Findings.Order().Select(finding => ImmutableArray.Create(
                    Colour(finding.Severity), Safe(finding.Rule), Safe(ReportText.Place(finding)), $"{Safe(finding.Message)}\n[dim]{Safe(finding.Remedy)}[/]")));
                break;
            case VerdictsPart verdicts:
                Table(console, ["Date", "Subject", "Verdict", "Why"], verdicts.Rows.Select(row => ImmutableArray.Create(
                    ReportText.Day(row.When) ?? "", Safe(row.Subject), row.Accepted ? $"[green]{Safe(row.Verdict)}[/]" : $"[red]{Safe(row.Verdict)}[/]", Safe(row.Detail))));
                break;
            case TablePart table:
                Table(console, [.. table.Columns.Select(Safe)], table.Rows.Select(row => row.Select(Safe).ToImmutableArray()));
                break;
            case SizesPart sizes:
                Table(console, ["Name", "Bytes"], sizes.Sorted.Take(LargestShown).Select(item => ImmutableArray.Create(Safe(item.Name), $"{item.Bytes:N0}")));
                break;
            case DifferencePart difference:
                Table(console, ["", Safe(difference.Left), "", Safe(difference.Right)], difference.Rows.Select(Row));
                break;
        }
    }

    private static ImmutableArray<string> Row(DifferenceRow row)
    {
        var (left, right) = row.Kind switch
        {
            DifferenceKind.Removed or DifferenceKind.Changed => ("red", "green"),
            DifferenceKind.Added => ("dim", "green"),
            _ => ("dim", "dim"),
        };
        return [$"{row.LeftLine}", $"[{left}]{Safe(row.LeftText ?? "")}[/]", $"{row.RightLine}", $"[{right}]{Safe(row.RightText ?? "")}[/]"];
    }

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Error => "[red]error[/]",
        Severity.Warning => "[yellow]warning[/]",
        _ => "[dim]note[/]",
    };

    private static void Table(IAnsiConsole console, ImmutableArray<string> columns, IEnumerable<ImmutableArray<string>> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(column);
        foreach (var row in rows) table.AddRow([.. row]);
        console.Write(table);
    }

    private static string Safe(string text) => Markup.Escape(ReportText.Printable(text).Replace("\t", "    ", StringComparison.Ordinal));
}
