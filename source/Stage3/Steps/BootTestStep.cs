using System.Globalization;
using Serilog;
using Stage3.Boot;
using Stage3.Linux;
using Stage3.Progress;
using Stage3.Reports;

namespace Stage3.Steps;

/// <summary>Boots a copy of the packed root, and fails where the system that comes up is not well.</summary>
internal sealed class BootTestStep(StageContext stage)
{
    public const string Name = "BootTest";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var tarball = HostPath.Parse(stage.Steps.Require(PackageStep.Name, Name).Products[0].Path);
        var outcome = await new BootTest(stage.Workspace.Boot).RunAsync(tarball, cancellation);
        switch (outcome)
        {
            case BootSkipped skipped:
                Log.Warning("{Step:l}: skipped: {Reason:l}", Name, skipped.Reason);
                break;
            case Booted booted:
                Judge(booted, tarball);
                break;
            case NotBooted failed:
                throw new BootFailedException(tarball, failed.Message, failed.Console);
        }
    }

    private static void Judge(Booted booted, HostPath tarball)
    {
        var findings = BootFindings.Of(booted);
        foreach (var finding in findings)
        {
            Log.Write(FindingLines.Level(finding.Severity), "{Finding:l}", FindingLines.Text(finding));
        }

        if (findings.Any(finding => finding.Severity == Severity.Error))
        {
            throw new BootFailedException(tarball, "the system came up, and is not well: see the findings", booted.Console);
        }

        Log.Information("{Step:l}: {Summary:l}", Name, string.Create(
            CultureInfo.InvariantCulture,
            $"multi-user.target after {booted.Report.Uptime.TotalSeconds:0.0} s ({booted.Accelerator}), the system bus answers as uid {booted.Report.BusUid}, messagebus of its own passwd, no unit failed"));
    }
}
