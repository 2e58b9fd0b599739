using System.Globalization;
using Stage3.Emerge.Commands;
using Stage3.Progress;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>
/// Merges the world into the clean root, from binary packages only. The root starts as a copy of the bootstrapped one
/// each time, so that nothing of an earlier world is left in it.
/// </summary>
internal sealed class MergeStep(StageContext stage)
{
    public const string Name = "Merge";

    private readonly RootPath unfinished = Workspace.Unfinished(stage.Workspace.Chroot);

    public EmergeCommand Command => new(unfinished, [PackageSelector.System, PackageSelector.World])
    {
        ConfigRoot = stage.Workspace.ConfigRoot,
        BinaryPackages = BinaryPackages.UseOnly,
        Jobs = stage.Jobs,
        Update = true,
        Dependencies = Dependencies.Deep,
    };

    public Task<StepRecord> RunAsync(CancellationToken cancellation) =>
        stage.Steps.RunAsync(Name, Key(cancellation), MergeAsync, cancellation);

    private ContentKey Key(CancellationToken cancellation) => ContentKey.Of(
        ("packages", PackageDigests.OfAll(stage.Workspace.PkgDir, cancellation)),
        ("bootstrapped", stage.Steps.Require(BootstrapStep.Name, Name).Output),
        ("template", stage.Steps.Require(TemplateStep.Name, Name).Key),
        ("engine", stage.EngineKey));

    private async Task<StepResult> MergeAsync(CancellationToken cancellation)
    {
        await Folders.CopyAsync(stage.Workspace.Bootstrapped.Path, unfinished.Path, cancellation);
        var plan = await RunDisplay.RunAsync(stage, Name, progress => stage.Engine.RunAsync(Command, progress, cancellation));
        AccountBackups.Remove(unfinished);
        Folders.Publish(unfinished.Path, stage.Workspace.Chroot.Path);
        return new StepResult(
            string.Create(CultureInfo.InvariantCulture, $"{plan.Packages.Length} packages merged from binary packages"),
            stage.Workspace.Chroot.Path);
    }
}
