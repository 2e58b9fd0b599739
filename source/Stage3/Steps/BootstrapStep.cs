using System.Globalization;
using Stage3.Emerge.Commands;
using Stage3.Progress;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Merges what the account tools need into a clean root, before anything asks for accounts.</summary>
internal sealed class BootstrapStep(StageContext stage)
{
    public const string Name = "Bootstrap";

    private readonly RootPath unfinished = Workspace.Unfinished(stage.Workspace.Bootstrapped);

    public EmergeCommand Command => new(unfinished, stage.Spec.Bootstrap)
    {
        ConfigRoot = stage.Workspace.ConfigRoot,
        BinaryPackages = BinaryPackages.UseOnly,
        Jobs = stage.Jobs,
        OneShot = true,
        Dependencies = Dependencies.None,
    };

    public Task<StepRecord> RunAsync(CancellationToken cancellation) =>
        stage.Steps.RunAsync(Name, Key(cancellation), MergeAsync, cancellation);

    private ContentKey Key(CancellationToken cancellation) => ContentKey.Of(
        ("packages", PackageDigests.Of(stage.Workspace.PkgDir, stage.Spec.Bootstrap, cancellation)),
        ("template", stage.Steps.Require(TemplateStep.Name, Name).Output),
        ("engine", stage.EngineKey));

    private async Task<StepResult> MergeAsync(CancellationToken cancellation)
    {
        await Folders.CopyAsync(stage.Workspace.Template, unfinished.Path, cancellation);
        var plan = await RunDisplay.RunAsync(stage, Name, progress => stage.Engine.RunAsync(Command, progress, cancellation));
        Folders.Publish(unfinished.Path, stage.Workspace.Bootstrapped.Path);
        return new StepResult(
            string.Create(CultureInfo.InvariantCulture, $"{plan.Packages.Length} packages merged without dependencies"),
            stage.Workspace.Bootstrapped.Path);
    }
}
