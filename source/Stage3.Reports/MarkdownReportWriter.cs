using System.Collections.Immutable;

namespace Stage3.Reports;

/// <summary>Writes a report as Markdown (CommonMark with GitHub's tables); no text of it is taken for markup.</summary>
public sealed class MarkdownReportWriter : IReportWriter
{
    /// <inheritdoc/>
    public string FileName => "report.md";

    /// <inheritdoc/>
    public void Write(Report report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        output.Write($"# {Escape(report.Title)}\n\n{Escape(report.Summary)}\n");
        foreach (var part in report.Parts)
        {
            output.Write($"\n## {Escape(part.Heading)}\n\n");
            Write(part, output);
        }
    }

    private static void Write(ReportPart part, TextWriter output)
    {
        switch (part)
        {
            case TextPart text:
                output.Write($"{string.Join('\n', text.Text.Split('\n').Select(Escape))}\n");
                break;
            case FindingsPart { Findings.IsEmpty: true }:
                output.Write("Nothing found.\n");
                break;
            case FindingsPart findings:
                Table(output, ["Severity", "Rule", "Where", "What", "What to do"], findings.Findings.Order().Select(finding => ImmutableArray.Create(
                    finding.Severity.ToString(), finding.Rule, ReportText.Place(finding), finding.Message, finding.Remedy)));
                break;
            case VerdictsPart verdicts:
                Table(output, ["Date", "Subject", "Verdict", "", "Why"], verdicts.Rows.Select(row => ImmutableArray.Create(
                    ReportText.Day(row.When) ?? "", row.Subject, row.Verdict, row.Accepted ? "ok" : "not accepted", row.Detail)));
                break;
            case TablePart table:
                Table(output, table.Columns, table.Rows);
                break;
            case SizesPart sizes:
                Table(output, ["Name", "Bytes"], sizes.Sorted.Select(item => ImmutableArray.Create(item.Name, item.Bytes.ToString(System.Globalization.CultureInfo.InvariantCulture))));
                break;
            case DifferencePart difference:
                Write(difference, output);
                break;
        }
    }

    private static void Write(DifferencePart part, TextWriter output)
    {
        var lines = part.Rows.SelectMany(Lines).Select(ReportText.Printable).ToList();
        // A fence must be longer than any in the text.
        var fence = new string('`', Math.Max(3, lines.Select(line => line.Count(character => character == '`')).DefaultIfEmpty().Max() + 1));
        output.Write($"`-` {Escape(part.Left)}, `+` {Escape(part.Right)}\n\n{fence}diff\n");
        foreach (var line in lines) output.Write($"{line}\n");
        output.Write($"{fence}\n");
    }

    private static IEnumerable<string> Lines(DifferenceRow row) => row.Kind switch
    {
        DifferenceKind.Gap => [$"@@ {row.LeftText} @@"],
        DifferenceKind.Equal => [$" {row.LeftText}"],
        DifferenceKind.Removed => [$"-{row.LeftText}"],
        DifferenceKind.Added => [$"+{row.RightText}"],
        _ => [$"-{row.LeftText}", $"+{row.RightText}"],
    };

    private static void Table(TextWriter output, ImmutableArray<string> columns, IEnumerable<ImmutableArray<string>> rows)
    {
        output.Write($"| {string.Join(" | ", columns.Select(Cell))} |\n|{string.Concat(columns.Select(_ => " --- |"))}\n");
        foreach (var row in rows) output.Write($"| {string.Join(" | ", row.Select(Cell))} |\n");
    }

    private static string Cell(string text) => Escape(text).Replace("\n", "<br>", StringComparison.Ordinal);

    private static string Escape(string text) =>
        string.Concat(ReportText.Printable(text).Select(character => "\\`*_{}[]<>#|~".Contains(character, StringComparison.Ordinal) ? $"\\{character}" : $"{character}"));
}
