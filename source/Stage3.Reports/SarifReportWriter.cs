using System.Text.Encodings.Web;
using System.Text.Json;

namespace Stage3.Reports;

/// <summary>
/// Writes findings, and verdicts that are not accepted, as SARIF 2.1.0 (OASIS). Paths are relative to the thing examined
/// (<c>SRCROOT</c>), so the file says nothing of the machine.
/// </summary>
public sealed class SarifReportWriter : IReportWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public string FileName => "report.sarif";

    /// <inheritdoc/>
    public void Write(Report report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        List<Result> results = [.. report.Findings.Order().Select(Of), .. report.Verdicts.Where(row => !row.Accepted).Select(Of)];
        output.Write(JsonText.Write(Options, json => Write(report, results, json)));
        output.Write('\n');
    }

    private static Result Of(Finding finding) => new(
        finding.Rule,
        finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" },
        $"{finding.Message}. {finding.Remedy}",
        finding.Path,
        finding.Line);

    private static Result Of(VerdictRow row) => new($"verdict/{row.Verdict}", "error", $"{row.Subject}: {row.Detail}", row.Path, null);

    private static void Write(Report report, List<Result> results, Utf8JsonWriter json)
    {
        var rules = results.Select(result => result.Rule).Distinct().Order(StringComparer.Ordinal).ToList();
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", $"Stage3 {report.Tool}");
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var result in results) Write(result, rules.IndexOf(result.Rule), json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Result result, int rule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", result.Rule);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", result.Level);
        json.WriteStartObject("message");
        json.WriteString("text", ReportText.Printable(result.Message));
        json.WriteEndObject();
        if (result.Path is { } path)
        {
            json.WriteStartArray("locations");
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", string.Join('/', path.TrimStart('/').Split('/').Select(Uri.EscapeDataString)));
            json.WriteString("uriBaseId", "SRCROOT");
            json.WriteEndObject();
            if (result.Line is { } line)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", line);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private sealed record Result(string Rule, string Level, string Message, string? Path, int? Line);
}
