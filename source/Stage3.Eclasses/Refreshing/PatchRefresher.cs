using System.Collections.Immutable;
using Stage3.Eclasses.Diffs;
using Stage3.Eclasses.Probing;
using Stage3.Eclasses.Series;
using Stage3.Eclasses.Trees;
using Stage3.Eclasses.Verdicts;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Eclasses.Refreshing;

/// <summary>
/// Renews patches for a tree that has moved on: the command <c>RefreshPatch</c>. A renewed patch is written beside the
/// old one, for a person to look at, and only where engine and probe find that it applies in place and acts.
/// </summary>
public sealed class PatchRefresher
{
    private readonly HostPath folder;
    private readonly PatchSeries series;
    private readonly EclassProbe probe;

    /// <summary>Takes the series of a folder.</summary>
    /// <param name="patches">The folder with the series.</param>
    /// <param name="probe">Runs the eclasses; null for one that remembers nothing of earlier runs.</param>
    /// <exception cref="PatchSeriesException">The series is broken.</exception>
    public PatchRefresher(HostPath patches, EclassProbe? probe = null)
    {
        this.probe = probe ?? new EclassProbe();
        folder = patches ?? throw new ArgumentNullException(nameof(patches));
        series = PatchSeries.Load(patches);
    }

    /// <summary>What becomes of each patch that the tree's eclasses need; empty where the tree honours ROOT by itself.</summary>
    /// <exception cref="Stage3Exception">The tree has no <c>eclass/</c> or none that a patch is for, or the probe's isolation cannot be had.</exception>
    public async Task<ImmutableArray<RefreshOutcome>> RefreshAsync(HostPath tree, CancellationToken cancellation)
    {
        var eclasses = EclassTree.Open(tree).Eclasses;
        var judgement = await new EclassJudge(series, probe, fuzz: 3).JudgeAsync(eclasses, cancellation).ConfigureAwait(false);
        if (judgement is { HonoursRoot: false, Attempts.IsEmpty: true })
            throw new Stage3Exception($"no patch of the series is for this tree: {judgement.Verdict}", $"{tree}: {judgement.Detail}", "see what VerifyPatches shows of it; there is nothing to renew");
        var outcomes = ImmutableArray.CreateBuilder<RefreshOutcome>();
        foreach (var attempt in judgement.Attempts.Where(attempt => !attempt.AlreadyApplied))
            outcomes.Add(await RefreshAsync(eclasses, attempt, cancellation).ConfigureAwait(false));
        return outcomes.ToImmutable();
    }

    private async Task<RefreshOutcome> RefreshAsync(EclassSet eclasses, EclassAttempt attempt, CancellationToken cancellation)
    {
        if (attempt.Application is { Applied: true, InPlace: true, Fuzz: 0 })
            return new RefreshOutcome(attempt.Patch, null, null, "it applies in place: nothing to renew");
        var (change, reason) = attempt.Application is { Applied: true, Fuzz: 0 } ? (null, "") : ChangeRenewal.Anchored(attempt.Patch, attempt.Eclass.Content);
        // An anchor is a place that somebody chose; what fuzz finds is a guess, for where there is no anchor.
        if (change is null && attempt.Application.Applied)
            change = ChangeRenewal.Placed(attempt.Patch.Change, attempt.Application, attempt.Eclass.Content);
        if (change is null) return new RefreshOutcome(attempt.Patch, null, null, $"a person must find its place: {reason}") { NeedsPerson = true };

        var renewed = attempt.Patch.With(change);
        var trial = new PatchSeries([.. series.Patches.Select(patch => patch == attempt.Patch ? renewed : patch)]);
        var judgement = await new EclassJudge(trial, probe).JudgeAsync(eclasses, cancellation).ConfigureAwait(false);
        if (!judgement.HonoursRoot)
            return new RefreshOutcome(attempt.Patch, null, judgement.Verdict, $"a person must look: renewed, it gives {judgement.Verdict}, {judgement.Detail}") { NeedsPerson = true };

        var old = folder / attempt.Patch.File;
        var written = old.Parent / $"{Path.GetFileNameWithoutExtension(old.Name)}.refreshed.patch";
        var preamble = UnifiedDiff.Parse(await File.ReadAllBytesAsync(old.Value, cancellation).ConfigureAwait(false)).Preamble;
        AtomicFile.Write(written, UnifiedDiffWriter.Write(preamble, [change]));
        return new RefreshOutcome(attempt.Patch, written, judgement.Verdict, $"renewed at line {change.Hunks[0].OldStart}; look at {written} and put it in the old one's place");
    }
}
