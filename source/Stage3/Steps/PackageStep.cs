using System.Globalization;
using Serilog;
using Stage3.Archives.Compressors;
using Stage3.Linux.Files;
using Stage3.Packaging;
using Stage3.Packaging.Normalising;
using Stage3.Progress;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Packs the checked root, reads the tarball back, and only then gives it its name.</summary>
internal sealed class PackageStep(StageContext stage)
{
    public const string Name = "Package";

    private CompressionPlan Plan =>
        CompressionPlan.Of(Compression.Parse(stage.Spec.Archive.Compression), stage.Compression, stage.Spec.Archive.Level);

    public Task<StepRecord> RunAsync(CancellationToken cancellation) =>
        stage.Steps.RunAsync(Name, Key(), PackAsync, cancellation);

    private ContentKey Key() => ContentKey.Of(
        ("verified", stage.Steps.Require(VerifyChrootStep.Name, Name).Output),
        ("archive", stage.Spec.Archive.ToString()),
        ("plan", Plan.ToString()),
        ("date", stage.SourceDate.Key),
        ("signature", stage.SigningKey ?? ""),
        ("output", stage.Workspace.Output.Value),
        ("pipeline", EngineVersion.Key),
        ("packer", typeof(StageArchive).Module.ModuleVersionId.ToString()),
        ("writer", typeof(Compression).Module.ModuleVersionId.ToString()));

    private async Task<StepResult> PackAsync(CancellationToken cancellation)
    {
        Log.Information("{Step:l}: the date of the sources is {Date:l}", Name, stage.SourceDate.ToString());
        if (stage.SigningKey is { } wanted) await Signing.DemandKeyAsync(wanted, cancellation);
        var request = await RequestAsync(cancellation);
        // What lies there signs an earlier archive.
        File.Delete(request.SignaturePath.Value);
        var result = await StageArchive.WriteAsync(request, new PackingLines(Name), cancellation);
        Tell(result);
        if (stage.SigningKey is not { } key) return new StepResult(Summary(result), [result.Path, .. request.SidecarPaths]);
        await Signing.SignAsync(request.ArchivePath, key, request.SignaturePath, cancellation);
        return new StepResult(Summary(result), [result.Path, .. request.SidecarPaths, request.SignaturePath]);
    }

    private async Task<StageArchiveRequest> RequestAsync(CancellationToken cancellation)
    {
        var root = stage.Workspace.Chroot.Path;
        var date = stage.SourceDate.Time ?? stage.Clock.GetUtcNow();
        var latest = new FileTime(date.ToUnixTimeSeconds(), 0);
        return new StageArchiveRequest(root, stage.Workspace.Output.EnsureFolder(), StageArchiveName.Of(stage.Spec.Archive.Name, date))
        {
            Plan = Plan,
            Threads = Environment.ProcessorCount,
            LatestTime = latest,
            Normalisation = Normalisation.Of(root, latest),
            Statement = await StageStatement.OfAsync(stage, Name, cancellation),
        };
    }

    private static void Tell(StageArchiveResult result)
    {
        foreach (var left in result.LeftOut) Log.Information("{Step:l}: not in the archive: {Path:l}, {What:l}", Name, left.Path.ToString(), left.What);
        foreach (var rule in result.Normalised.GroupBy(file => file.Rule, StringComparer.Ordinal))
            Log.Information("{Step:l}: the rule {Rule:l} gave {Count} files other content", Name, rule.Key, rule.Count());
    }

    private static string Summary(StageArchiveResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Path}, {result.Size / 1e6:0.0} MB of {result.TarSize / 1e6:0.0} MB, {result.Entries} entries, read back");
}
