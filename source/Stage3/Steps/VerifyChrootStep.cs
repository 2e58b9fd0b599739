using System.Globalization;
using Newtonsoft.Json.Linq;
using Stage3.Chroot;
using Stage3.Chroot.Policy;
using Stage3.Chroot.Roots;
using Stage3.Verification;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Checks the finished root before anything is packed.</summary>
internal sealed class VerifyChrootStep(StageContext stage)
{
    public const string Name = "VerifyChroot";

    public Task<StepRecord> RunAsync(CancellationToken cancellation) =>
        stage.Steps.RunAsync(Name, Key(), VerifyAsync, cancellation);

    private ContentKey Key() => ContentKey.Of(
        ("merged", stage.Steps.Require(stage.RootStep, Name).Output),
        ("spec", SpecificationOfTheRoot()),
        ("gate", stage.FailOn.ToString()),
        ("output", stage.Workspace.Output.Value),
        ("rules", typeof(ChrootVerifier).Module.ModuleVersionId.ToString()));

    // All that it says but how the tarball is called and packed: that is none of the root's business.
    private string SpecificationOfTheRoot()
    {
        var document = JObject.Parse(File.ReadAllText(stage.Spec.File.Value));
        document.Remove("archive");
        return document.ToString();
    }

    private async Task<StepResult> VerifyAsync(CancellationToken cancellation)
    {
        using var root = ExaminedRoot.OfFolder(stage.Workspace.Chroot.Path);
        var examination = RootExamination.Run(root, await PolicyAsync(cancellation), stage.Workspace.Output / "verify", cancellation);
        return examination.Fails(stage.FailOn)
            ? throw new ChrootUnsoundException(root.Folder, examination.Findings, stage.FailOn)
            : new StepResult(Summary(examination), root.Folder, stage.Workspace.Output / "verify/findings.json");
    }

    private async Task<ChrootPolicy> PolicyAsync(CancellationToken cancellation) => RootExamination.Policy(stage.Spec, stage.Workspace.Folder, stage.Workspace.PkgDir, stage.Tree) with
    {
        Packages = stage.Assembly is { } assembly
            ? [.. (await assembly.MergedAsync(stage.Workspace.Chroot.Path, cancellation)).Select(package => package.File)]
            : [stage.Workspace.PkgDir],
    };

    private string Summary(Examination examination) => string.Create(
        CultureInfo.InvariantCulture,
        $"the root is sound: the {Named()} are there, {examination.Findings.Length} findings, none an error");

    private string Named() => string.Create(
        CultureInfo.InvariantCulture,
        $"{stage.Spec.Accounts.Users.Length} users and {stage.Spec.Accounts.Groups.Length} groups of the contract");
}
