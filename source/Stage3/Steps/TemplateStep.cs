using System.Globalization;
using Stage3.Linux;
using Stage3.Portage.Repositories;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>
/// Writes what every root starts from (make.conf, make.profile, world, package.*: make.conf(5), portage(5)) and the
/// configuration that <c>emerge</c> runs with.
/// </summary>
internal sealed class TemplateStep(StageContext stage)
{
    public const string Name = "Template";

    public Task<StepRecord> RunAsync(CancellationToken cancellation) =>
        stage.Steps.RunAsync(Name, Key(), WriteAsync, cancellation);

    private ContentKey Key() => ContentKey.Of(
        ("spec", File.ReadAllText(stage.Spec.File.Value)),
        ("tree", stage.Tree.Value),
        ("engine", EngineVersion.Key));

    private async Task<StepResult> WriteAsync(CancellationToken cancellation)
    {
        var profile = stage.Tree / "profiles" / stage.Spec.Profile;
        if (!profile.IsFolder) throw new ProfileMissingException(stage.Spec, stage.Tree);

        Folders.Remake(stage.Workspace.Template);
        Folders.Remake(stage.Workspace.ConfigRoot);
        var conf = new MakeConfText(stage.Spec);
        foreach (var root in new[] { stage.Workspace.Template, stage.Workspace.ConfigRoot })
        {
            var portage = (root / "etc/portage").EnsureFolder();
            await WriteFileAsync(portage / "make.conf", conf.Lines, cancellation);
            await WritePackageFilesAsync(portage, cancellation);
            await WriteWorldAsync((root / "var/lib/portage").EnsureFolder(), cancellation);
        }

        // In the finished stage the tree is where Gentoo keeps it; while building, it is where it is.
        var repository = Repository.Open(stage.Tree).Name;
        File.CreateSymbolicLink(
            (stage.Workspace.Template / "etc/portage/make.profile").Value,
            $"../../var/db/repos/{repository}/profiles/{stage.Spec.Profile}");
        File.CreateSymbolicLink((stage.Workspace.ConfigRoot / "etc/portage/make.profile").Value, profile.Value);
        return new StepResult(
            string.Create(CultureInfo.InvariantCulture, $"profile {stage.Spec.Profile} of {repository}, {stage.Spec.World.Length} atoms in the world"),
            stage.Workspace.Template,
            stage.Workspace.ConfigRoot);
    }

    private async Task WritePackageFilesAsync(HostPath portage, CancellationToken cancellation)
    {
        var files = new[]
        {
            ("package.use", stage.Spec.PackageUse),
            ("package.accept_keywords", stage.Spec.PackageAcceptKeywords),
            ("package.mask", stage.Spec.PackageMask),
            ("package.unmask", stage.Spec.PackageUnmask),
        };
        foreach (var (name, lines) in files.Where(file => file.Item2.Length > 0))
        {
            await WriteFileAsync((portage / name).EnsureFolder() / "stage3", lines, cancellation);
        }
    }

    private async Task WriteWorldAsync(HostPath folder, CancellationToken cancellation)
    {
        var selectors = stage.Spec.World.ToLookup(selector => selector.Set is null, selector => selector.ToString());
        await WriteFileAsync(folder / "world", selectors[true].Order(StringComparer.Ordinal), cancellation);
        if (selectors[false].Any())
        {
            await WriteFileAsync(folder / "world_sets", selectors[false].Order(StringComparer.Ordinal), cancellation);
        }
    }

    private static Task WriteFileAsync(HostPath file, IEnumerable<string> lines, CancellationToken cancellation) =>
        File.WriteAllTextAsync(file.Value, string.Concat(lines.Select(line => line + "\n")), cancellation);
}
