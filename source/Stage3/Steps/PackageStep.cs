using System.Globalization;
using Stage3.Archives.Compressors;
using Stage3.Packaging;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Packs the checked root, reads the tarball back, and only then gives it its name.</summary>
internal sealed class PackageStep(StageContext stage)
{
    public const string Name = "Package";

    public Task<StepRecord> RunAsync(CancellationToken cancellation) =>
        stage.Steps.RunAsync(Name, Key(), PackAsync, cancellation);

    private ContentKey Key() => ContentKey.Of(
        ("verified", stage.Steps.Require(VerifyChrootStep.Name, Name).Output),
        ("archive", stage.Spec.Archive.ToString()),
        ("output", stage.Workspace.Output.Value),
        ("packer", typeof(StageArchive).Module.ModuleVersionId.ToString()),
        ("writer", typeof(Compression).Module.ModuleVersionId.ToString()));

    private async Task<StepResult> PackAsync(CancellationToken cancellation)
    {
        var archive = stage.Spec.Archive;
        var request = new StageArchiveRequest(
            stage.Workspace.Chroot.Path,
            stage.Workspace.Output.EnsureFolder(),
            StageArchiveName.Of(archive.Name, stage.Clock.GetUtcNow()))
        {
            Compression = Compression.Parse(archive.Compression),
            Level = archive.Level,
            Threads = Environment.ProcessorCount,
        };
        var result = await StageArchive.WriteAsync(request, progress: null, cancellation);
        return new StepResult(Summary(result), result.Path, request.DigestPath);
    }

    private static string Summary(StageArchiveResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Path}, {result.Size / 1e6:0.0} MB of {result.TarSize / 1e6:0.0} MB, {result.Entries} entries, read back");
}
