using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Nuke.Common.IO;
using Stage3.Invocation;
using Stage3.Linux;
using Stage3.Patches;

/// <summary>The targets that watch the patches.</summary>
sealed partial class Build
{
    [Parameter("The clone, bare or not, whose whole history VerifyPatches judges, instead of a tree")]
    readonly AbsolutePath? Git;

    [Parameter("The eclass folder inside the clone's tree. By default every folder of that name that ever was")]
    readonly string? EclassDir;

    [Parameter("The revisions of the clone to judge, as git-rev-list takes them. By default all that any ref reaches")]
    readonly string? Revisions;

    [Parameter("The verdicts to let pass, parted by commas. By default all that need no person")]
    readonly string? Accept;

    [Parameter("Name the first revision at which a verdict turned bad, with what it changed")]
    readonly bool Bisect;

    [Parameter("How many lines of context at either end of a hunk may differ", Name = "Fuzz"), Range(0, 3)]
    readonly int FuzzLines;

    PatchWatchRequest PatchWatchRequest => new(HostPath.Parse(RootDirectory))
    {
        Spec = Spec.AsHostPath(),
        Trees = Tree.AsHostPaths(),
        Git = Git.AsHostPath(),
        EclassFolder = EclassDir,
        Revisions = Revisions,
        Accept = Accept,
        Bisect = Bisect,
        Fuzz = FuzzLines,
        WorkDir = HostPath.Parse(WorkDir),
        Output = HostPath.Parse(Output),
    };

    Target VerifyPatches => _ => _
        .Description("Tell of trees, or of a whole history, whether the patches of eclasses apply, and act")
        .Executes(() => PatchWatch.VerifyAsync(PatchWatchRequest, Session.Stop));

    Target RefreshPatch => _ => _
        .Description("Write patches anew for a tree that has moved on, beside the old ones")
        .Executes(() => PatchWatch.RefreshAsync(PatchWatchRequest, Session.Stop));
}
