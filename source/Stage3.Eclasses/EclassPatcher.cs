using Stage3.Eclasses.Overlays;
using Stage3.Eclasses.Probing;
using Stage3.Eclasses.Series;
using Stage3.Eclasses.Trees;
using Stage3.Eclasses.Verdicts;
using Stage3.Linux;

namespace Stage3.Eclasses;

/// <summary>Makes a tree's eclasses honour ROOT without touching the tree: the step <c>PatchEclass</c>.</summary>
public static class EclassPatcher
{
    /// <summary>Judges the tree and, where it or the series can be made to honour ROOT, writes the overlay.</summary>
    /// <param name="tree">The portage tree.</param>
    /// <param name="patches">The folder with the series' <c>manifest.json</c>.</param>
    /// <param name="overlays">Where overlays are kept, outside of the tree; made where it is missing.</param>
    /// <param name="cancellation">Stops the work; no half-made overlay stays.</param>
    /// <exception cref="Stage3Exception">The tree has no <c>eclass/</c>, or the series is broken.</exception>
    public static async Task<PatchOutcome> PatchAsync(HostPath tree, HostPath patches, HostPath overlays, CancellationToken cancellation)
    {
        var opened = EclassTree.Open(tree);
        var judge = new EclassJudge(PatchSeries.Load(patches), new EclassProbe());
        var judgement = await judge.JudgeAsync(opened.Eclasses, cancellation).ConfigureAwait(false);
        var overlay = judgement.HonoursRoot ? OverlayWriter.Write(opened, judgement.Patched, overlays) : null;
        return new PatchOutcome(opened, judgement, overlay);
    }
}
