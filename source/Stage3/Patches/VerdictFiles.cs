using System.Collections.Immutable;
using Stage3.Eclasses;
using Stage3.Eclasses.Verdicts;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Patches;

/// <summary>Writes verdicts in all formats: for programs, for people, for CI.</summary>
internal static class VerdictFiles
{
    private static readonly ImmutableArray<(string Name, IReportWriter Writer)> Formats =
    [
        ("verdicts.md", new MarkdownReportWriter()),
        ("verdicts.junit.xml", new JUnitReportWriter()),
        ("verdicts.sarif", new SarifReportWriter()),
        ("verdicts.html", new HtmlReportWriter()),
    ];

    public static void Write(
        ImmutableArray<VersionVerdict> verdicts, VerdictTurn? turn, AcceptedVerdicts accepted, HostPath folder, CancellationToken cancellation)
    {
        folder.EnsureFolder();
        AtomicFile.Write(folder / "verdicts.schema.json", VerdictsJson.Schema);
        using (var json = AtomicFile.Begin(folder / "verdicts.json"))
        {
            VerdictsJson.Write(verdicts, accepted, json.Content);
            json.Commit();
        }

        var report = VerdictReport.Of(verdicts, accepted, turn);
        foreach (var (name, writer) in Formats)
        {
            cancellation.ThrowIfCancellationRequested();
            AtomicFile.Write(folder / name, ReportWriters.Text(writer, report));
        }
    }
}
