using Serilog;
using Stage3.Linux;
using Stage3.SourceDates;
using Stage3.Specification;
using Stage3.Workspaces;

namespace Stage3.Steps;

/// <summary>Turns a request into what the steps work with, and says what is about to be built.</summary>
internal static class StageOpening
{
    public static async Task<StageContext> OpenAsync(PipelineRequest request, CancellationToken cancellation)
    {
        if (request.Sharing.Problems.ToArray() is { Length: > 0 } problems)
            throw new Stage3Exception(string.Join("\n    ", problems), "the command line", "mend what is named; docs/scale-out.md shows how the parameters go together");
        var spec = await SpecReader.ReadAsync(request.Spec ?? request.Project / "specs/sample.json", cancellation);
        var tree = request.Tree ?? spec.Tree;
        var folder = request.WorkDir / spec.Name;
        var workspace = new Workspace(folder, request.PkgDir ?? folder / "packages", request.Output);
        // Whoever cannot build this specification at all need not look for its tree.
        var assembly = Assembly.Of(request, spec, workspace);
        var engine = await EngineSelection.SelectAsync(request, spec, workspace, assembly, cancellation);
        if (assembly is not null) tree = StandInTree.Write(folder / "stand-in", spec, await assembly.Binhosts.IndicesAsync(cancellation));
        if (!(tree / "profiles").IsFolder) throw new TreeMissingException(tree, spec);
        var date = await SourceDate.FindAsync(request.SourceDateEpoch, tree, cancellation);
        Announce(request, spec, tree, engine.Description);
        return new StageContext(
            spec, tree, request.Patches, workspace, engine, request.Jobs, request.FailOn.Severity, date, request.Compression, request.SigningKey, request.Clock, new StepRunner(new StepLedger(workspace.State)))
        {
            Assembly = assembly,
            Sharing = request.Sharing,
        };
    }

    private static void Announce(PipelineRequest request, StageSpec spec, HostPath tree, string engine)
    {
        if (request.Spec is null)
        {
            Log.Information("No --spec given: this builds the sample, real software from {Tree:l}", tree.Value);
            Log.Information("Gentoo's own, on a Gentoo host: --spec specs/gentoo-amd64-systemd.json");
        }

        Log.Information("Specification {Spec:l}, tree {Tree:l}, engine {Engine:l}", spec.File.Value, tree.Value, engine);
    }
}
