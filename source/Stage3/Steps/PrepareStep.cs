using System.Globalization;
using Stage3.Emerge.Commands;
using Stage3.Progress;
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
        BinaryPackages = BinaryPackages.BuildAndReuse,
        Jobs = stage.Jobs,
        Update = true,
        Dependencies = Dependencies.Deep,
        UseChanges = UseChanges.OfAnyFlag,
        OneShot = true,
    };

    public Task<StepRecord> RunAsync(CancellationToken cancellation) =>
        stage.Steps.RunAsync(Name, Key(cancellation), BuildAsync, cancellation);

    private ContentKey Key(CancellationToken cancellation) => ContentKey.Of(
        ("tree", FolderDigest.Of(stage.Tree, cancellation)),
        ("overlay", stage.Steps.Require(PatchEclassStep.Name, Name).Output),
        ("template", stage.Steps.Require(TemplateStep.Name, Name).Key),
        ("pkgdir", stage.Workspace.PkgDir.Value),
        ("command", (Command with { Jobs = Jobs.One }).ToString()),
        ("engine", stage.EngineKey));

    private async Task<StepResult> BuildAsync(CancellationToken cancellation)
    {
        // The root is updated in place, and the world is read from it: it must be the one of this specification.
        var sets = stage.Workspace.Prepared.Path / "var/lib/portage/world_sets";
        if (sets.IsFile) File.Delete(sets.Value);
        await Folders.LayOverAsync(stage.Workspace.Template, stage.Workspace.Prepared.Path, cancellation);
        stage.Workspace.PkgDir.EnsureFolder();
        var plan = await RunDisplay.RunAsync(stage, Name, progress => stage.Engine.RunAsync(Command, progress, cancellation));
        return new StepResult(
            string.Create(CultureInfo.InvariantCulture, $"{plan.FromSource} packages built, {plan.Packages.Length - plan.FromSource} taken from earlier builds"),
            stage.Workspace.PkgDir);
    }
}
