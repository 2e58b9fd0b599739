using System.Collections.Concurrent;
using System.Collections.Immutable;
using Stage3.Eclasses.History;
using Stage3.Eclasses.Probing;
using Stage3.Eclasses.Series;
using Stage3.Eclasses.Trees;
using Stage3.Eclasses.Verdicts;
using Stage3.Linux;

namespace Stage3.Eclasses;

/// <summary>
/// Holds the series against trees and whole histories: the command <c>VerifyPatches</c>. Each distinct set of eclasses is
/// judged once, several at a time; the answers are in a fixed order. Safe to share between threads.
/// </summary>
/// <param name="series">The patches.</param>
/// <param name="fuzz">How many lines of context at either end of a hunk may differ.</param>
/// <param name="probe">Runs the eclasses; null for one that remembers nothing of earlier runs.</param>
public sealed class PatchVerifier(PatchSeries series, int fuzz = 0, EclassProbe? probe = null)
{
    private readonly EclassJudge judge = new(series, probe ?? new EclassProbe(), fuzz);
    private readonly ConcurrentDictionary<string, EclassJudgement> judged = new(StringComparer.Ordinal);

    /// <summary>The verdict on each tree, in the order given. What an overlay inherits may be another's of them.</summary>
    /// <exception cref="Stage3Exception">A folder has no <c>eclass/</c>, or the probe's isolation cannot be had.</exception>
    public async Task<ImmutableArray<VersionVerdict>> TreesAsync(IEnumerable<HostPath> folders, CancellationToken cancellation)
    {
        ImmutableArray<HostPath> all = [.. folders];
        ImmutableArray<EclassTree> trees = [.. all.Select(folder => EclassTree.Open(folder, all))];
        await JudgeAllAsync(trees.Select(tree => tree.Eclasses), cancellation).ConfigureAwait(false);
        return [.. trees.Select(tree => new VersionVerdict(tree.Folder.Value, null, null, "eclass", judged[tree.Eclasses.Key]))];
    }

    /// <summary>The verdict on every distinct set of eclasses that a history ever had, oldest first.</summary>
    /// <exception cref="Stage3Exception">There is no repository, the scope is malformed, or the probe's isolation cannot be had.</exception>
    public async Task<ImmutableArray<VersionVerdict>> HistoryAsync(HostPath repository, HistoryScope scope, CancellationToken cancellation)
    {
        var git = await GitRepository.OpenAsync(repository, cancellation).ConfigureAwait(false);
        return await JudgeAsync(git, await EclassHistory.VersionsAsync(git, scope, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// The first version at which the verdict turned from accepted to another, with the version before it: along the first
    /// parents, or else on a side branch; null where it never did. Verdicts need not turn once only, so every distinct version is judged.
    /// </summary>
    /// <exception cref="Stage3Exception">There is no repository, the scope is malformed, or the probe's isolation cannot be had.</exception>
    public async Task<VerdictTurn?> BisectAsync(
        HostPath repository, HistoryScope scope, AcceptedVerdicts accepted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        var git = await GitRepository.OpenAsync(repository, cancellation).ConfigureAwait(false);
        var line = await EclassHistory.LineAsync(git, scope, cancellation).ConfigureAwait(false);
        var verdicts = await JudgeAsync(git, line, cancellation).ConfigureAwait(false);
        return verdicts
            .GroupBy(verdict => verdict.Folder, StringComparer.Ordinal)
            .SelectMany(folder => folder.Zip(folder.Skip(1), (before, after) => new VerdictTurn(before, after)))
            .Where(turn => accepted.Contains(turn.Before.Judgement.Verdict) && !accepted.Contains(turn.After.Judgement.Verdict))
            .MinBy(turn => turn.After.Date)
            ?? await OnSideBranchAsync(git, scope, accepted, cancellation).ConfigureAwait(false);
    }

    /// <summary>What is not accepted and came and went on a side branch, held against the commit before it there.</summary>
    private async Task<VerdictTurn?> OnSideBranchAsync(
        GitRepository git, HistoryScope scope, AcceptedVerdicts accepted, CancellationToken cancellation)
    {
        var all = await JudgeAsync(git, await EclassHistory.VersionsAsync(git, scope, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        foreach (var after in all.Where(verdict => !accepted.Contains(verdict.Judgement.Verdict)))
        {
            if (await git.FirstParentAsync(after.Revision!, cancellation).ConfigureAwait(false) is not { } parent) continue;
            var line = await EclassHistory.LineAsync(git, new HistoryScope(after.Folder, parent), cancellation).ConfigureAwait(false);
            if (line.IsEmpty) continue;
            var before = (await JudgeAsync(git, [line[^1]], cancellation).ConfigureAwait(false))[0];
            if (accepted.Contains(before.Judgement.Verdict)) return new VerdictTurn(before, after);
        }

        return null;
    }

    private async Task<ImmutableArray<VersionVerdict>> JudgeAsync(
        GitRepository git, ImmutableArray<HistoryVersion> versions, CancellationToken cancellation)
    {
        await JudgeAllAsync(versions.Select(version => version.Eclasses), cancellation).ConfigureAwait(false);
        return
        [
            .. versions.Select(version => new VersionVerdict(
                git.Folder.Value, version.Commit, version.Date, version.Folder, judged[version.Eclasses.Key])),
        ];
    }

    private Task JudgeAllAsync(IEnumerable<EclassSet> sets, CancellationToken cancellation) => Parallel.ForEachAsync(
        sets.Where(set => !judged.ContainsKey(set.Key)).DistinctBy(set => set.Key),
        new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
        async (set, stop) => judged[set.Key] = await judge.JudgeAsync(set, stop).ConfigureAwait(false));
}
