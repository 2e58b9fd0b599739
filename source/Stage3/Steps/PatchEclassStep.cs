using Stage3.Eclasses;
using Stage3.Eclasses.Verdicts;
using Stage3.Linux.Files;
using Stage3.Portage.Repositories;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Makes the tree's eclasses ROOT-aware, in an overlay that repos.conf puts in front of the tree.</summary>
internal sealed class PatchEclassStep(StageContext stage)
{
    public const string Name = "PatchEclass";

    public Task<StepRecord> RunAsync(CancellationToken cancellation) =>
        stage.Steps.RunAsync(Name, Key(cancellation), stage.Patches is null ? LeaveAsync : PatchAsync, cancellation);

    private ContentKey Key(CancellationToken cancellation) => ContentKey.Of(
        ("tree", stage.Tree.Value),
        ("eclasses", FolderDigest.Of(stage.Tree / "eclass", cancellation)),
        ("patches", stage.Patches is { } patches ? FolderDigest.Of(patches, cancellation) : "none"),
        ("judge", typeof(EclassPatcher).Module.ModuleVersionId.ToString()));

    private async Task<StepResult> PatchAsync(CancellationToken cancellation)
    {
        var outcome = await EclassPatcher.PatchAsync(stage.Tree, stage.Patches!, stage.Workspace.Overlays, cancellation);
        if (outcome.Overlay is not { } overlay) throw new TreeNotRootAwareException(stage.Tree, outcome.Judgement);
        return Write(File.ReadAllText(overlay.ReposConf.Value), Summary(outcome.Judgement), overlay.Folder);
    }

    // Building with the tree's eclasses as they are: to show what happens then.
    private Task<StepResult> LeaveAsync(CancellationToken cancellation)
    {
        var name = Repository.Open(stage.Tree).Name;
        var conf = new ReposConf(name, [new RepositoryEntry(name, stage.Tree)]);
        return Task.FromResult(Write(conf.Format(), "the tree's eclasses are left as they are"));
    }

    private StepResult Write(string reposConf, string summary, params Linux.HostPath[] products)
    {
        stage.Workspace.Folder.EnsureFolder();
        AtomicFile.Write(stage.Workspace.ReposConf, reposConf);
        return new StepResult(summary, [stage.Workspace.ReposConf, .. products]);
    }

    private static string Summary(EclassJudgement judgement) =>
        $"{judgement.Verdict}: {judgement.Detail}"
        + (judgement.Patched.IsEmpty ? "" : $"; patched {string.Join(", ", judgement.Patched.Select(eclass => eclass.Name))}");
}
