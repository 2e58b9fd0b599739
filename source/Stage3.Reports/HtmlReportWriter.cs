using System.Collections.Immutable;
using System.Net;

namespace Stage3.Reports;

/// <summary>
/// Writes a report as one HTML file that needs nothing else: no script, no request to anywhere (its own policy forbids
/// them), readable on narrow screens, in the dark, without colours and by screen readers.
/// </summary>
public sealed class HtmlReportWriter : IReportWriter
{
    // "integrity/interpreter-", of "integrity/interpreter-missing".
    private const int LongestShortWord = 22;

    private const string Style = """
        :root{color-scheme:light dark;--line:#8886;--good:#1a7f37;--bad:#c62828;--add:#2da44e2e;--del:#cf222e2e}
        @media(prefers-color-scheme:dark){:root{--good:#4ac26b;--bad:#ff8a80}}
        .once{white-space:nowrap}h1,p{overflow-wrap:anywhere}h1{font-size:clamp(1.3rem,5vw,2rem);line-height:1.25}
        body{font:1rem/1.5 system-ui,sans-serif;max-width:75rem;margin:0 auto;padding:1rem}
        .wide{overflow-x:auto}table{border-collapse:collapse;width:100%}
        th,td{text-align:left;vertical-align:top;white-space:pre-line;padding:.25rem .5rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
        .stack td[data-column=Subject]{min-width:8rem}
        td.short{overflow-wrap:normal}
        .bad{color:var(--bad);font-weight:600}.good{color:var(--good)}
        .time{display:flex;flex-wrap:wrap;gap:.25rem;list-style:none;padding:0}.time li{border:1px solid;border-radius:.25rem;padding:.1rem .4rem}
        .diff{table-layout:fixed;min-width:36rem;font:.85rem/1.4 ui-monospace,monospace}.diff td{white-space:pre-wrap;border:0;padding:0 .4rem}
        .diff .n{width:3.5rem;text-align:right;opacity:.6}.add{background:var(--add)}.del{background:var(--del)}.gap{opacity:.6;font-style:italic}
        .map{width:100%;height:auto}.map rect{stroke:#fff}.map text{font:9px system-ui,sans-serif;fill:#222}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:0 .75rem;margin:0}dd{margin:0;overflow-wrap:anywhere}
        @media(min-width:40rem){th{overflow-wrap:normal}.stack th:not(.short){min-width:7rem}}
        @media(max-width:40rem){.stack thead{position:absolute;clip-path:inset(50%)}.stack tr,.stack td{display:block;border:0;padding:.1rem 0}
        .stack tr{border-bottom:1px solid var(--line);padding:.5rem 0}.stack td::before{content:attr(data-column) ": ";font-size:.8rem;opacity:.7}.stack td:empty{display:none}
        dl{grid-template-columns:1fr}dt{font-weight:600}.diff .n{width:2.2rem;padding:0 .2rem}}
        """;

    /// <inheritdoc/>
    public string FileName => "report.html";

    /// <inheritdoc/>
    public void Write(Report report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        output.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <link rel="icon" href="data:,">
            <title>{Text(report.Title)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            <h1>{Text(report.Title)}</h1>
            <p>{Text(report.Summary)}</p>

            """.ReplaceLineEndings("\n"));
        foreach (var part in report.Parts)
        {
            output.Write($"<section>\n<h2>{Text(part.Heading)}</h2>\n");
            Write(part, output);
            output.Write("</section>\n");
        }

        output.Write("</main>\n</body>\n</html>\n");
    }

    private static void Write(ReportPart part, TextWriter output)
    {
        switch (part)
        {
            case TextPart text:
                foreach (var paragraph in text.Text.Split("\n\n")) output.Write($"<p>{Text(paragraph)}</p>\n");
                break;
            case FindingsPart { Findings.IsEmpty: true }:
                output.Write("<p>Nothing found.</p>\n");
                break;
            case FindingsPart findings:
                Table(output, ["Severity", "Rule", "Where", "What", "What to do"], findings.Findings.Order().Select(finding => ImmutableArray.Create(
                    $"<span class=\"{(finding.Severity == Severity.Error ? "bad" : "")}\">{finding.Severity}</span>",
                    Text(finding.Rule), Text(ReportText.Place(finding)), Text(finding.Message), Text(finding.Remedy))));
                break;
            case VerdictsPart verdicts:
                TimeLine(output, verdicts);
                Table(output, ["Date", "Subject", "Verdict", "Why"], verdicts.Rows.Select(row => ImmutableArray.Create(
                    ReportText.Day(row.When) is { } day ? $"<span class=\"once\">{day}</span>" : "", Text(row.Subject), Verdict(row), Text(row.Detail) + Evidence(row))));
                break;
            case TablePart { Rows.IsEmpty: true }:
                output.Write("<p>None.</p>\n");
                break;
            case TablePart table:
                Table(output, [.. table.Columns], table.Rows.Select(row => row.Select(Text).ToImmutableArray()));
                break;
            case SizesPart sizes:
                Treemap.Write(sizes, output);
                break;
            case DifferencePart difference:
                Write(difference, output);
                break;
        }
    }

    /// <summary>Neighbours with the same verdict are one era.</summary>
    private static void TimeLine(TextWriter output, VerdictsPart part)
    {
        var eras = new List<(string Verdict, bool Accepted, DateOnly From, DateOnly To)>();
        foreach (var row in part.Rows.Where(row => row.When is not null).OrderBy(row => row.When))
        {
            if (eras.Count > 0 && eras[^1].Verdict == row.Verdict) eras[^1] = eras[^1] with { To = row.When!.Value };
            else eras.Add((row.Verdict, row.Accepted, row.When!.Value, row.When.Value));
        }

        if (eras.Count == 0) return;
        output.Write("<ol class=\"time\" aria-label=\"time line\">\n");
        foreach (var era in eras)
            output.Write($"<li class=\"{(era.Accepted ? "good" : "bad")}\">{Text(era.Verdict)} <small>{ReportText.Day(era.From)} – {ReportText.Day(era.To)}</small></li>\n");
        output.Write("</ol>\n");
    }

    private static string Verdict(VerdictRow row) =>
        $"<span class=\"once {(row.Accepted ? "good" : "bad")}\">{Text(row.Verdict)}</span>" + (row.Accepted ? "" : " <span class=\"once\">not accepted</span>");

    private static string Evidence(VerdictRow row) => row.Evidence.IsEmpty
        ? ""
        : $"<details><summary>evidence</summary><dl>{string.Concat(row.Evidence.Select(fact => $"<dt>{Text(fact.Key)}</dt><dd>{Text(fact.Value)}</dd>"))}</dl></details>";

    private static void Write(DifferencePart part, TextWriter output)
    {
        output.Write($"<details><summary>{Text(part.Left)} beside {Text(part.Right)}</summary>\n<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{Text(part.Heading)}\">\n<table class=\"diff\">\n");
        output.Write($"<thead><tr><th class=\"n\" scope=\"col\">line</th><th scope=\"col\">{Text(part.Left)}</th><th class=\"n\" scope=\"col\">line</th><th scope=\"col\">{Text(part.Right)}</th></tr></thead>\n<tbody>\n");
        foreach (var row in part.Rows)
        {
            if (row.Kind == DifferenceKind.Gap)
            {
                output.Write($"<tr class=\"gap\"><td colspan=\"4\">{Text(row.LeftText ?? "")}</td></tr>\n");
                continue;
            }

            var changed = row.Kind != DifferenceKind.Equal;
            output.Write($"<tr><td class=\"n\">{row.LeftLine}</td>{Side(row.LeftText, changed, "del")}<td class=\"n\">{row.RightLine}</td>{Side(row.RightText, changed, "add")}</tr>\n");
        }

        output.Write("</tbody>\n</table>\n</div>\n</details>\n");
    }

    private static string Side(string? text, bool changed, string name) =>
        text is null ? "<td></td>"
        : !changed ? $"<td>{Text(text)}</td>"
        : name == "del" ? $"<td class=\"del\"><del>{Text(text)}</del></td>"
        : $"<td class=\"add\"><ins>{Text(text)}</ins></td>";

    /// <summary>The cells are markup already; the columns are not.</summary>
    private static void Table(TextWriter output, ImmutableArray<string> columns, IEnumerable<ImmutableArray<string>> rows)
    {
        // Short words stay whole, whatever paths stand beside them: a browser would rather break a number than let a column be wide.
        var all = rows.ToList();
        var kinds = columns.Select((_, index) => all.All(row => index >= row.Length || HasShortWords(row[index])) ? " class=\"short\"" : "").ToList();
        output.Write("<div class=\"wide\">\n<table class=\"stack\">\n<thead><tr>");
        foreach (var (column, kind) in columns.Zip(kinds)) output.Write($"<th{kind} scope=\"col\">{Text(column)}</th>");
        output.Write("</tr></thead>\n<tbody>\n");
        foreach (var row in all)
            output.Write($"<tr>{string.Concat(row.Zip(columns, kinds).Select(one => $"<td{one.Third} data-column=\"{Text(one.Second)}\">{one.First}</td>"))}</tr>\n");
        output.Write("</tbody>\n</table>\n</div>\n");
    }

    private static bool HasShortWords(string cell)
    {
        foreach (var word in cell.AsSpan().SplitAny(" \n<>-"))
            if (word.End.Value - word.Start.Value > LongestShortWord) return false;
        return true;
    }

    private static string Text(string text) => WebUtility.HtmlEncode(ReportText.Printable(text));
}
