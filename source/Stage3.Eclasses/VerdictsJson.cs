using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stage3.Eclasses.Probing;
using Stage3.Eclasses.Verdicts;

namespace Stage3.Eclasses;

/// <summary>Verdicts for programs: <c>verdicts.json</c>, whose schema is <c>verdicts.schema.json</c>. Equal verdicts give equal bytes.</summary>
public static class VerdictsJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON schema (draft 7) of what is written here.</summary>
    public static string Schema => Linux.EmbeddedText.Read(typeof(VerdictsJson), "verdicts.schema.json");

    /// <summary>Writes all verdicts in their order, as UTF-8.</summary>
    public static void Write(IEnumerable<VersionVerdict> verdicts, AcceptedVerdicts accepted, Stream output)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        ArgumentNullException.ThrowIfNull(accepted);
        ArgumentNullException.ThrowIfNull(output);
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", 1);
            json.WriteStartArray("versions");
            foreach (var verdict in verdicts) Write(verdict, accepted, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void Write(VersionVerdict version, AcceptedVerdicts accepted, Utf8JsonWriter json)
    {
        var judgement = version.Judgement;
        json.WriteStartObject();
        json.WriteString("source", version.Source);
        json.WriteString("revision", version.Revision);
        json.WriteString("date", version.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("path", version.Folder);
        json.WriteStartObject("eclasses");
        foreach (var file in judgement.Eclasses.Files.Where(file => file.Origin is null)) json.WriteString(file.Name, file.Sha256);
        json.WriteEndObject();
        json.WriteString("verdict", judgement.Verdict.ToString());
        json.WriteBoolean("accepted", accepted.Contains(judgement.Verdict));
        json.WriteBoolean("honoursRoot", judgement.HonoursRoot);
        json.WriteString("detail", judgement.Detail);
        json.WriteStartArray("patches");
        foreach (var attempt in judgement.Attempts) Write(attempt, json);
        json.WriteEndArray();
        Write("before", judgement.Before, json);
        Write("after", judgement.After, json);
        json.WriteEndObject();
    }

    private static void Write(EclassAttempt attempt, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("patch", attempt.Patch.File);
        json.WriteString("eclass", attempt.Eclass.Name);
        json.WriteBoolean("alreadyApplied", attempt.AlreadyApplied);
        json.WriteStartArray("hunks");
        foreach (var placed in attempt.Application.Placements)
        {
            json.WriteStartObject();
            json.WriteNumber("number", placed.Number);
            json.WriteBoolean("applied", true);
            json.WriteNumber("line", placed.Line);
            json.WriteNumber("offset", placed.Offset);
            json.WriteNumber("fuzz", placed.Fuzz);
            json.WriteEndObject();
        }

        foreach (var rejected in attempt.Application.Rejections)
        {
            json.WriteStartObject();
            json.WriteNumber("number", rejected.Number);
            json.WriteBoolean("applied", false);
            if (rejected.NearestLine is { } line) json.WriteNumber("line", line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in attempt.Problems) json.WriteStringValue(problem);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(string name, ProbeReport? report, Utf8JsonWriter json)
    {
        if (report is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var subject in report.Subjects)
        {
            json.WriteStartObject();
            json.WriteString("eclass", $"{subject.Subject}.eclass");
            json.WriteString("awareness", subject.Awareness.ToString());
            json.WriteString("failure", subject.Failure);
            json.WriteStartObject("behaviours");
            foreach (var (behaviour, shown) in subject.Shown) json.WriteBoolean(behaviour.ToString(), shown);
            json.WriteEndObject();
            json.WriteStartArray("answers");
            foreach (var answer in subject.Answers)
            {
                json.WriteStartObject();
                json.WriteString("function", answer.Function);
                json.WriteString("eapi", answer.Eapi);
                json.WriteString("answer", answer.Answer.ToString());
                json.WriteString("detail", answer.Detail);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
