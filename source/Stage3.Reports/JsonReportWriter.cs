using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stage3.Reports;

/// <summary>Writes a report as one JSON object: tool, title, summary and parts, each with its <c>kind</c>.</summary>
public sealed class JsonReportWriter : IReportWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public string FileName => "report.json";

    /// <inheritdoc/>
    public void Write(Report report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        output.Write(JsonText.Write(Options, json => Write(report, json)));
        output.Write('\n');
    }

    private static void Write(Report report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("tool", report.Tool);
        json.WriteString("title", report.Title);
        json.WriteString("summary", report.Summary);
        json.WriteStartArray("parts");
        foreach (var part in report.Parts)
        {
            json.WriteStartObject();
            json.WriteString("kind", part.GetType().Name[..^"Part".Length].ToLowerInvariant());
            json.WriteString("heading", part.Heading);
            Write(part, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(ReportPart part, Utf8JsonWriter json)
    {
        switch (part)
        {
            case TextPart text: json.WriteString("text", text.Text); break;
            case FindingsPart findings: Write(findings, json); break;
            case VerdictsPart verdicts: Write(verdicts, json); break;
            case TablePart table: Write(table, json); break;
            case SizesPart sizes: Write(sizes, json); break;
            case DifferencePart difference: Write(difference, json); break;
        }
    }

    private static void Write(FindingsPart part, Utf8JsonWriter json)
    {
        json.WriteStartArray("findings");
        foreach (var finding in part.Findings.Order())
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule);
            json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
            json.WriteString("message", finding.Message);
            json.WriteString("path", finding.Path);
            Number(json, "line", finding.Line);
            json.WriteString("account", finding.Account);
            json.WriteString("referredBy", finding.ReferredBy);
            json.WriteString("remedy", finding.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(VerdictsPart part, Utf8JsonWriter json)
    {
        json.WriteStartArray("verdicts");
        foreach (var row in part.Rows)
        {
            json.WriteStartObject();
            json.WriteString("subject", row.Subject);
            json.WriteString("path", row.Path);
            json.WriteString("date", ReportText.Day(row.When));
            json.WriteString("verdict", row.Verdict);
            json.WriteBoolean("accepted", row.Accepted);
            json.WriteString("detail", row.Detail);
            json.WriteStartArray("evidence");
            foreach (var (name, value) in row.Evidence)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("value", value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(TablePart part, Utf8JsonWriter json)
    {
        json.WriteStartArray("columns");
        foreach (var column in part.Columns) json.WriteStringValue(column);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in part.Rows)
        {
            json.WriteStartArray();
            foreach (var cell in row) json.WriteStringValue(cell);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Write(SizesPart part, Utf8JsonWriter json)
    {
        json.WriteStartArray("items");
        foreach (var item in part.Sorted)
        {
            json.WriteStartObject();
            json.WriteString("name", item.Name);
            json.WriteNumber("bytes", item.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(DifferencePart part, Utf8JsonWriter json)
    {
        json.WriteString("left", part.Left);
        json.WriteString("right", part.Right);
        json.WriteStartArray("lines");
        foreach (var row in part.Rows)
        {
            json.WriteStartObject();
            json.WriteString("kind", row.Kind.ToString().ToLowerInvariant());
            Number(json, "leftLine", row.LeftLine);
            json.WriteString("left", row.LeftText);
            Number(json, "rightLine", row.RightLine);
            json.WriteString("right", row.RightText);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
