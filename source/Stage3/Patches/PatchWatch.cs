using System.Collections.Immutable;
using System.Diagnostics;
using Serilog;
using Stage3.Eclasses;
using Stage3.Eclasses.History;
using Stage3.Eclasses.Probing;
using Stage3.Eclasses.Refreshing;
using Stage3.Eclasses.Series;
using Stage3.Linux;

namespace Stage3.Patches;

/// <summary>Do the patches still apply, and do they act? The commands <c>VerifyPatches</c> and <c>RefreshPatch</c>.</summary>
public static class PatchWatch
{
    /// <summary>Judges trees, or all versions of a history; shows a table, writes the reports.</summary>
    /// <param name="request">What is to be judged.</param>
    /// <param name="cancellation">Stops it; no half-written report stays.</param>
    /// <exception cref="PatchesRefusedException">A verdict is not accepted; the reports are written.</exception>
    /// <exception cref="Stage3Exception">The request makes no sense, or there is no such tree or history.</exception>
    public static async Task VerifyAsync(PatchWatchRequest request, CancellationToken cancellation)
    {
        var accepted = PatchWatchWords.Accepted(request);
        PatchWatchWords.Check(request);
        var clock = Stopwatch.StartNew();
        var probe = new EclassProbe { Memory = Memory(request) };
        var verifier = new PatchVerifier(PatchSeries.Load(request.Project / "patches"), request.Fuzz, probe);
        var scope = new HistoryScope(request.EclassFolder, request.Revisions);
        var verdicts = request.Git is { } git
            ? await verifier.HistoryAsync(git, scope, cancellation)
            : await verifier.TreesAsync(await WatchedTrees.OfAsync(request, cancellation), cancellation);
        if (verdicts.IsEmpty)
            throw new Stage3Exception(
                "no revision has an eclass for accounts", request.Git!.Value, "name the folder with --eclass-dir, or more revisions with --revisions");
        var turn = request.Bisect ? await verifier.BisectAsync(request.Git!, scope, accepted, cancellation) : null;
        var reports = request.Output / "patches";
        VerdictFiles.Write(verdicts, turn, accepted, reports, cancellation);
        VerdictTable.Show(verdicts, turn, accepted);
        if (request.Bisect && turn is null) Log.Information("Bisect: no verdict turned from accepted to not accepted");
        Log.Information(
            "VerifyPatches: {Versions} {Word:l}, {Sets} distinct, in {Seconds:0.0} s; reports in {Reports:l}",
            verdicts.Length, verdicts.Length == 1 ? "version" : "versions", verdicts.DistinctBy(verdict => verdict.Judgement.Eclasses.Key).Count(), clock.Elapsed.TotalSeconds, reports.Value);
        ImmutableArray<VersionVerdict> refused = [.. verdicts.Where(verdict => !accepted.Contains(verdict.Judgement.Verdict))];
        if (!refused.IsEmpty) throw new PatchesRefusedException(refused, verdicts.Length, reports);
    }

    /// <summary>Renews the patches that a tree needs, beside the old ones, where engine and probe find that the result acts.</summary>
    /// <exception cref="Stage3Exception">There is no such tree, or a person must decide about a patch.</exception>
    public static async Task RefreshAsync(PatchWatchRequest request, CancellationToken cancellation)
    {
        PatchWatchWords.CheckRefresh(request);
        var trees = await WatchedTrees.OfAsync(request, cancellation);
        if (trees is not [var tree])
            throw new Stage3Exception($"RefreshPatch renews patches for one tree, but {trees.Length} are given", string.Join(", ", trees), "name one with --tree DIR");
        var outcomes = await new PatchRefresher(request.Project / "patches", new EclassProbe { Memory = Memory(request) }).RefreshAsync(tree, cancellation);
        if (outcomes.IsEmpty) Log.Information("RefreshPatch: {Tree:l} needs no patch of the series", tree.Value);
        foreach (var outcome in outcomes) Log.Information("RefreshPatch: {Patch:l}: {Detail:l}", outcome.Patch.File, outcome.Detail);
        if (outcomes.FirstOrDefault(outcome => outcome.NeedsPerson) is { } open)
            throw new Stage3Exception($"{open.Patch.File} cannot be renewed by itself", tree.Value, open.Detail);
    }

    private static ProbeMemory Memory(PatchWatchRequest request) => new(request.WorkDir / "probes");
}
