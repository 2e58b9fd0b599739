using System.Collections.Immutable;
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

    private readonly ImmutableArray<TemplateFile> files = TemplateFiles.Of(stage.Spec);

    public Task<StepRecord> RunAsync(CancellationToken cancellation) =>
        stage.Steps.RunAsync(Name, Key(), WriteAsync, cancellation);

    // By what is written, and not by the specification's text: what is said there of the tarball is none of the roots' business.
    private ContentKey Key() => ContentKey.Of(
        files.Select(file => (file.Path, file.Text))
            .Append(("profile", stage.Spec.Profile))
            .Append(("tree", stage.Tree.Value))
            .Append(("engine", EngineVersion.Key)));

    private async Task<StepResult> WriteAsync(CancellationToken cancellation)
    {
        var profile = stage.Tree / "profiles" / stage.Spec.Profile;
        if (!profile.IsFolder) throw new ProfileMissingException(stage.Spec, stage.Tree);

        Folders.Remake(stage.Workspace.Template);
        Folders.Remake(stage.Workspace.ConfigRoot);
        foreach (var root in new[] { stage.Workspace.Template, stage.Workspace.ConfigRoot })
        {
            foreach (var file in files) await WriteFileAsync(root / file.Path, file.Text, cancellation);
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

    private static Task WriteFileAsync(HostPath file, string text, CancellationToken cancellation)
    {
        file.Parent.EnsureFolder();
        return File.WriteAllTextAsync(file.Value, text, cancellation);
    }
}
