using Serilog;
using Stage3.Embedded;
using Stage3.Linux;
using Stage3.Reproducing;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Builds twice or more from nothing, in surroundings that differ, and takes nothing but one digest for an answer.</summary>
internal sealed class ReproduceStep(StageContext stage, PipelineRequest request)
{
    public const string Name = "Reproduce";

    public async Task RunAsync(CancellationToken cancellation)
    {
        // Where the sources have no date, both builds get the present one.
        var date = stage.SourceDate.Time is null ? stage.SourceDate with { Time = stage.Clock.GetUtcNow() } : stage.SourceDate;
        var program = new BuildProgram(request, date);
        var folder = stage.Workspace.Folder / "reproduce";
        Folders.Delete(folder);
        HostPath? first = null;
        var digest = "";
        foreach (var surroundings in Surroundings.Of(folder, request.Builds, Random.Shared))
        {
            Log.Information("{Step:l}: building with {Surroundings:l}", Name, surroundings.ToString());
            var output = await program.BuildAsync(surroundings, cancellation);
            digest = first is null ? "" : Reproduction.Compare(first, output, withProvenance: stage.Engine is EmbeddedEmerge, cancellation);
            first ??= output;
            // All builds but the first may go as soon as they were compared: a stage's roots are large.
            if (first != output) Folders.Delete(surroundings.Folder);
        }

        Folders.Delete(folder);
        Log.Information("{Step:l}: all {Count} builds are sha256 {Digest:l}", Name, request.Builds, digest);
    }
}
