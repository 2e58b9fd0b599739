using System.Collections.Immutable;
using System.Globalization;
using Serilog;
using Stage3.Chroot;
using Stage3.Progress;
using Stage3.Reports;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Checks the finished root before anything is packed.</summary>
internal sealed class VerifyChrootStep(StageContext stage)
{
    public const string Name = "VerifyChroot";

    public Task<StepRecord> RunAsync(CancellationToken cancellation) =>
        stage.Steps.RunAsync(Name, Key(), VerifyAsync, cancellation);

    private ContentKey Key() => ContentKey.Of(
        ("merged", stage.Steps.Require(MergeStep.Name, Name).Output),
        ("spec", File.ReadAllText(stage.Spec.File.Value)),
        ("rules", typeof(ChrootVerifier).Module.ModuleVersionId.ToString()));

    private Task<StepResult> VerifyAsync(CancellationToken cancellation)
    {
        var root = stage.Workspace.Chroot.Path;
        var findings = ChrootVerifier.Verify(root, stage.Spec.Accounts, cancellation);
        foreach (var finding in findings)
        {
            Log.Write(FindingLines.Level(finding.Severity), "{Finding:l}", FindingLines.Text(finding));
        }

        return findings.Any(finding => finding.Severity == Severity.Error)
            ? throw new ChrootUnsoundException(root, findings)
            : Task.FromResult(new StepResult(Summary(findings), root));
    }

    private string Summary(ImmutableArray<Finding> findings) => string.Create(
        CultureInfo.InvariantCulture,
        $"the root is sound: the {Named()} are there, {findings.Length} findings, none an error");

    private string Named() => string.Create(
        CultureInfo.InvariantCulture,
        $"{stage.Spec.Accounts.Users.Length} users and {stage.Spec.Accounts.Groups.Length} groups of the contract");
}
