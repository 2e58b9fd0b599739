using System.Collections.Immutable;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Stage3.Reports;

/// <summary>Shows a report to people: tables as wide as the terminal, colours where it has them. Not for files: it depends on the terminal.</summary>
public static class TerminalReportWriter
{
    private const int LargestShown = 20;
    private static readonly Style Red = new(Color.Maroon);
    private static readonly Style Green = new(Color.Green);
    private static readonly Style Yellow = new(Color.Olive);
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    /// <summary>Writes the whole report to a console.</summary>
    public static void Write(Report report, IAnsiConsole console)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(console);
        console.Write(new Rule(Markup.Escape(ReportText.Printable(report.Title))).LeftJustified());
        Line(console, report.Summary);
        foreach (var part in report.Parts)
        {
            console.WriteLine();
            Line(console, part.Heading, new Style(decoration: Decoration.Bold));
            Write(part, console);
        }
    }

    private static void Write(ReportPart part, IAnsiConsole console)
    {
        switch (part)
        {
            case TextPart text:
                Line(console, text.Text);
                break;
            case FindingsPart { Findings.IsEmpty: true }:
                Line(console, "nothing found");
                break;
            case FindingsPart findings:
                Table(console, ["Severity", "Rule", "Where", "What, and what to do"], findings.Findings.Order().Select(finding => ImmutableArray.Create<IRenderable>(
                    Word(finding.Severity), Cell(finding.Rule), Cell(ReportText.Place(finding)), Cell(finding.Message).Append("\n" + Safe(finding.Remedy), Dim))));
                break;
            case VerdictsPart verdicts:
                Table(console, ["Date", "Subject", "Verdict", "Why"], verdicts.Rows.Select(row => ImmutableArray.Create<IRenderable>(
                    Cell(ReportText.Day(row.When) ?? ""), Cell(row.Subject), Cell(row.Verdict, row.Accepted ? Green : Red), Cell(row.Detail))));
                break;
            case TablePart table:
                Table(console, table.Columns, table.Rows.Select(row => row.Select(IRenderable (cell) => Cell(cell)).ToImmutableArray()));
                break;
            case SizesPart sizes:
                Table(console, ["Name", "Bytes"], sizes.Sorted.Take(LargestShown).Select(item => ImmutableArray.Create<IRenderable>(Cell(item.Name), Cell($"{item.Bytes:N0}"))));
                break;
            case DifferencePart difference:
                Table(console, ["", difference.Left, "", difference.Right], difference.Rows.Select(Row));
                break;
        }
    }

    private static ImmutableArray<IRenderable> Row(DifferenceRow row)
    {
        var (left, right) = row.Kind switch
        {
            DifferenceKind.Removed or DifferenceKind.Changed => (Red, Green),
            DifferenceKind.Added => (Dim, Green),
            _ => (Dim, Dim),
        };
        return [Cell($"{row.LeftLine}"), Cell(row.LeftText ?? "", left), Cell($"{row.RightLine}"), Cell(row.RightText ?? "", right)];
    }

    private static Paragraph Word(Severity severity) => severity switch
    {
        Severity.Error => Cell("error", Red),
        Severity.Warning => Cell("warning", Yellow),
        _ => Cell("note", Dim),
    };

    private static void Table(IAnsiConsole console, ImmutableArray<string> columns, IEnumerable<ImmutableArray<IRenderable>> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns) table.AddColumn(new TableColumn(Cell(column)));
        foreach (var row in rows) table.AddRow(row);
        console.Write(table);
    }

    private static void Line(IAnsiConsole console, string text, Style? style = null) => console.Write(Cell(text + "\n", style));

    // Not as markup, which makes a picture of the ":man:" of a passwd line.
    private static Paragraph Cell(string text, Style? style = null) => new(Safe(text), style);

    private static string Safe(string text) => ReportText.Printable(text).Replace("\t", "    ", StringComparison.Ordinal);
}
