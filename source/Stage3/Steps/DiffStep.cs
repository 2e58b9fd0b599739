using System.Collections.Immutable;
using System.Globalization;
using Serilog;
using Spectre.Console;
using Stage3.Eclasses.Diffs;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Packaging.Comparing;
using Stage3.Reports;

namespace Stage3.Steps;

/// <summary>Compares two stages, roots or lists of contents: as a table, JSON and HTML, with gates for CI.</summary>
internal sealed class DiffStep(PipelineRequest request)
{
    public const string Name = "Diff";

    // The terminal shows that much; the files have all.
    private const int ShownRows = 60;

    public void Run(CancellationToken cancellation)
    {
        var (old, now) = (Demand(request.Old, "--old"), Demand(request.New, "--new"));
        var gate = request.FailOn.Gate;
        var comparison = new StageComparison(SnapshotReader.Read(old, cancellation), SnapshotReader.Read(now, cancellation));
        var findings = gate.Check(comparison);
        var report = Report(comparison, findings);
        TerminalReportWriter.Write(report with { Parts = [.. report.Parts.Select(Shortened)] }, AnsiConsole.Console);
        var folder = (request.Output / "diff").EnsureFolder();
        foreach (var writer in ReportWriters.All) AtomicFile.Write(folder / writer.FileName, ReportWriters.Text(writer, report));
        Log.Information("{Step:l}: {Summary:l}; all of it in {Folder:l}", Name, report.Summary, folder.Value);
        if (!findings.IsEmpty) throw new ComparisonFailedException(findings.Length, old, now, folder / "report.html");
    }

    internal static Report Report(StageComparison comparison, ImmutableArray<Finding> findings)
    {
        var (old, now) = (comparison.Old, comparison.New);
        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{comparison.Packages.Length} packages, {comparison.Files.Length} paths and {comparison.Texts.Length} texts below /etc differ; {old.Size / 1e6:0.0} MB became {now.Size / 1e6:0.0} MB");
        return new Report(Name, $"{old.Name} and {now.Name}", summary,
        [
            new FindingsPart("Gates", findings),
            new TablePart("Packages", ["Package", "What", "Before", "After"], [.. comparison.Packages.Select(Row)]),
            new TablePart("Size by package", ["Package", "Before", "After", "Change"], [.. comparison.Sizes.Select(Row)]),
            new TablePart("Files", ["Package", "Path", "What"], [.. comparison.Files.OrderBy(file => file.Package, StringComparer.Ordinal).ThenBy(file => file.Path, StringComparer.Ordinal).Select(file => ImmutableArray.Create(file.Package, file.Path, file.What))]),
            .. comparison.Texts.Select(path => SideBySide.Compare(path, old.Name, old.Texts[path], now.Name, now.Texts[path])),
        ]);
    }

    private static ImmutableArray<string> Row(PackageChange change) =>
        change.What == "USE"
            ? [change.Name, "USE", $"{change.Before!.Id.Version} USE=\"{change.Before.Use}\"", $"{change.After!.Id.Version} USE=\"{change.After.Use}\""]
            : [change.Name, change.What, $"{change.Before?.Id.Version}", $"{change.After?.Id.Version}"];

    private static ImmutableArray<string> Row((string Package, long Before, long After) size) =>
        [size.Package, Bytes(size.Before), Bytes(size.After), (size.After - size.Before).ToString("+#,0;-#,0", CultureInfo.InvariantCulture)];

    private static string Bytes(long size) => size.ToString("#,0", CultureInfo.InvariantCulture);

    private static ReportPart Shortened(ReportPart part) => part switch
    {
        TablePart { Rows.Length: > ShownRows } table => table with
        {
            Heading = string.Create(CultureInfo.InvariantCulture, $"{table.Heading} (the first {ShownRows} of {table.Rows.Length})"),
            Rows = table.Rows[..ShownRows],
        },
        _ => part,
    };

    private static HostPath Demand(HostPath? path, string parameter) =>
        path ?? throw new Stage3Exception("Diff compares two stages, and only one or none is named", parameter, "name both: Diff --old A --new B, each an archive, a root or a .CONTENTS.gz");
}
