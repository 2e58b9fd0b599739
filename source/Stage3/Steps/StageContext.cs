using Stage3.Emerge;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Packaging;
using Stage3.Reports;
using Stage3.Sharding;
using Stage3.SourceDates;
using Stage3.Specification;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>What every step of one stage knows.</summary>
/// <param name="Spec">What the stage is made of.</param>
/// <param name="Tree">The ebuild repository that is built; only read.</param>
/// <param name="Patches">The patch series; null to build with the tree's eclasses as they are.</param>
/// <param name="Workspace">Where things lie.</param>
/// <param name="Engine">What carries out <c>emerge</c> commands.</param>
/// <param name="Jobs">How many packages are built at once.</param>
/// <param name="FailOn">The mildest findings that fail VerifyChroot.</param>
/// <param name="SourceDate">The date of what is built.</param>
/// <param name="Compression">How much time goes into a small tarball.</param>
/// <param name="SigningKey">The OpenPGP key to sign with; null for none.</param>
/// <param name="Clock">Tells the time for the tarball's name.</param>
/// <param name="Steps">Runs steps, or finds that there is nothing to do.</param>
internal sealed record StageContext(
    StageSpec Spec,
    HostPath Tree,
    HostPath? Patches,
    Workspace Workspace,
    IEmerge Engine,
    Jobs Jobs,
    Severity FailOn,
    SourceDate SourceDate,
    CompressionEffort Compression,
    string? SigningKey,
    TimeProvider Clock,
    StepRunner Steps)
{
    /// <summary>That the root is assembled from binhosts; null where it is built.</summary>
    public Assembly? Assembly { get; init; }

    /// <summary>The step that makes the finished root.</summary>
    public string RootStep => Assembly is null ? MergeStep.Name : AssembleStep.Name;

    /// <summary>How packages are shared with other machines.</summary>
    public SharingRequest Sharing { get; init; } = SharingRequest.None;

    /// <summary>Which engine does the work, and which build of it: a step is done anew where that is another.</summary>
    public string EngineKey => $"{Engine.Description} {EngineVersion.Key}";
}
