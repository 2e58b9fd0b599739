using System.Globalization;
using Serilog;
using Stage3.Linux;
using Stage3.Portage.Binhosts;
using Stage3.Sharding;

namespace Stage3.Steps;

/// <summary>Puts what PKGDIR holds where a plain web server serves it.</summary>
internal sealed class PublishStep(StageContext stage)
{
    public const string Name = "Publish";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var pkgDir = stage.Workspace.PkgDir;
        if (!pkgDir.IsFolder) throw new Stage3Exception("there is nothing to publish", pkgDir.Value, "build packages first: ./build.sh Prepare Publish; or name the folder that has them with --pkg-dir");
        var folder = stage.Sharing.PublishTo ?? stage.Workspace.Output / "binhost" / stage.Spec.Name;
        using var keys = await BinhostKeys.OpenAsync(stage, cancellation);
        var result = await new Publication(pkgDir, folder) { Keys = keys, Prune = stage.Sharing.Prune }.RunAsync(stage.Clock.GetUtcNow(), cancellation);
        Log.Information("{Step:l}: {Summary:l}", Name, string.Create(
            CultureInfo.InvariantCulture,
            $"{folder} has {result.Total} packages: {result.Copied.Length} copied, {result.Unchanged} were there already, {result.Removed.Length} removed"));
    }
}
