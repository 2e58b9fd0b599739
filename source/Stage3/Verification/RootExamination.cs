using Serilog;
using Spectre.Console;
using Stage3.Chroot;
using Stage3.Chroot.Policy;
using Stage3.Chroot.Roots;
using Stage3.Linux;
using Stage3.Progress;
using Stage3.Reports;
using Stage3.Specification;

namespace Stage3.Verification;

/// <summary>Examines a root, tells people what was found, and writes the reports.</summary>
internal static class RootExamination
{
    /// <summary>What a specification asks of a root, with the folders of this host that must not be named in it.</summary>
    public static ChrootPolicy Policy(StageSpec spec, params IEnumerable<HostPath> hostFolders) => new(spec.Accounts)
    {
        Severities = spec.Verify.Severities,
        Exceptions = spec.Verify.Exceptions,
        Unowned = spec.Verify.Unowned,
        ModificationTimes = spec.Verify.ModificationTimes,
        HostFolders = [.. hostFolders],
    };

    /// <summary>Examines, and writes the reports.</summary>
    /// <param name="root">The root.</param>
    /// <param name="policy">What is asked of it.</param>
    /// <param name="output">The folder of the reports.</param>
    /// <param name="cancellation">Stops it; no report is written then.</param>
    public static Examination Run(ExaminedRoot root, ChrootPolicy policy, HostPath output, CancellationToken cancellation)
    {
        var examination = ChrootVerifier.Examine(root, policy, cancellation);
        var folder = ReportFiles.Write(ChrootReport.Of(examination), "findings", output);
        Show(examination);
        Log.Information("Reports: {Folder:l}/findings.{{json,md,junit.xml,sarif,html}}", folder.Value);
        return examination;
    }

    // The table is for people at a terminal; a log gets lines that can be searched.
    private static void Show(Examination examination)
    {
        if (!Console.IsOutputRedirected)
        {
            var report = ChrootReport.Of(examination);
            TerminalReportWriter.Write(report with { Parts = [.. report.Parts.OfType<FindingsPart>()] }, AnsiConsole.Console);
            return;
        }
        Finding? before = null;
        foreach (var finding in examination.Findings)
        {
            Log.Write(FindingLines.Level(finding.Severity), "{Finding:l}", FindingLines.Text(finding, before));
            before = finding;
        }
    }
}
