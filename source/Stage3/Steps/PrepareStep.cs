using System.Globalization;
using Serilog;
using Stage3.Emerge.Commands;
using Stage3.Progress;
using Stage3.Sharding;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Builds the world into a throw-away root and keeps the binary packages.</summary>
internal sealed class PrepareStep(StageContext stage)
{
    public const string Name = "Prepare";

    /// <summary>The command of the post's second step, with what makes running it again cheap.</summary>
    public EmergeCommand Command => new(stage.Workspace.Prepared, [PackageSelector.System, PackageSelector.World, .. stage.Spec.Bootstrap])
    {
        ConfigRoot = stage.Workspace.ConfigRoot,
        BinaryPackages = stage.Sharing.Binhosts.IsEmpty
            ? BinaryPackages.BuildAndReuse
            : BinaryPackages.Of(KeptPackages.Kept, new TakenPackages(PackageSupply.Remote) { Rebuilt = true }),
        Jobs = stage.Jobs,
        Update = true,
        Dependencies = Dependencies.Deep,
        UseChanges = UseChanges.OfAnyFlag,
        OneShot = true,
    };

    public Task RunAsync(CancellationToken cancellation) => stage.Sharing.Shard is null
        ? stage.Steps.RunAsync(Name, Key(cancellation), BuildAsync, cancellation)
        : BuildShardAsync(cancellation);

    private ContentKey Key(CancellationToken cancellation) => ContentKey.Of(
        ("tree", FolderDigest.Of(stage.Tree, cancellation)),
        ("overlay", stage.Steps.Require(PatchEclassStep.Name, Name).Output),
        ("template", stage.Steps.Require(TemplateStep.Name, Name).Key),
        ("pkgdir", stage.Workspace.PkgDir.Value),
        ("command", (Command with { Jobs = Jobs.One }).ToString()),
        ("engine", stage.EngineKey));

    // Not a step that is ever done: what others have published in the meantime is asked each time.
    private async Task BuildShardAsync(CancellationToken cancellation)
    {
        await LayOutAsync(cancellation);
        Log.Information("{Step:l}: {Summary:l}", Name, await new ShardedPrepare(stage, Command).RunAsync(cancellation));
    }

    private async Task LayOutAsync(CancellationToken cancellation)
    {
        // The root is updated in place, and the world is read from it: it must be the one of this specification.
        var sets = stage.Workspace.Prepared.Path / "var/lib/portage/world_sets";
        if (sets.IsFile) File.Delete(sets.Value);
        await Folders.LayOverAsync(stage.Workspace.Template, stage.Workspace.Prepared.Path, cancellation);
        stage.Workspace.PkgDir.EnsureFolder();
    }

    private async Task<StepResult> BuildAsync(CancellationToken cancellation)
    {
        await LayOutAsync(cancellation);
        var plan = await RunDisplay.RunAsync(stage, Name, progress => stage.Engine.RunAsync(Command, progress, cancellation));
        return new StepResult(
            string.Create(CultureInfo.InvariantCulture, $"{plan.FromSource} packages built, {plan.Packages.Length - plan.FromSource} taken from earlier builds"),
            stage.Workspace.PkgDir);
    }
}
