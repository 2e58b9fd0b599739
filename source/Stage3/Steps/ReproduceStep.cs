using Serilog;
using Stage3.Linux;
using Stage3.Reproducing;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Builds twice from nothing, in surroundings that differ, and takes nothing but one digest for an answer.</summary>
internal sealed class ReproduceStep(StageContext stage, PipelineRequest request)
{
    public const string Name = "Reproduce";

    public async Task RunAsync(CancellationToken cancellation)
    {
        // Where the sources have no date, both builds get the present one.
        var date = stage.SourceDate.Time is null ? stage.SourceDate with { Time = stage.Clock.GetUtcNow() } : stage.SourceDate;
        var program = new BuildProgram(request, date);
        var outputs = new List<HostPath>();
        var folder = stage.Workspace.Folder / "reproduce";
        Folders.Delete(folder);
        foreach (var surroundings in Surroundings.Pair(folder))
        {
            Log.Information("{Step:l}: building with {Surroundings:l}", Name, surroundings.ToString());
            outputs.Add(await program.BuildAsync(surroundings, cancellation));
        }

        var digest = Reproduction.Compare(outputs[0], outputs[1], cancellation);
        Folders.Delete(folder);
        Log.Information("{Step:l}: both builds are sha256 {Digest:l}", Name, digest);
    }
}
