using Stage3.Eclasses.Diffs;
using Stage3.Eclasses.Series;
using Stage3.Eclasses.Trees;

namespace Stage3.Eclasses.Verdicts;

/// <summary>Tries the series on one eclass in memory, and takes the patch that fits best.</summary>
public static class PatchTrial
{
    /// <summary>
    /// The best attempt: the first patch that is in the tree already, else the first that applies in place, else with the
    /// least fuzz and the least offset, else the first rejected one. Null where the series has no patch for the eclass.
    /// </summary>
    public static async Task<EclassAttempt?> BestAsync(PatchSeries series, EclassFile eclass, int fuzz, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(eclass);
        EclassAttempt? best = null;
        foreach (var patch in series.For(eclass.Name))
        {
            var attempt = await TryAsync(patch, eclass, fuzz, cancellation).ConfigureAwait(false);
            if (best is null || Rank(attempt).CompareTo(Rank(best)) < 0) best = attempt;
        }

        return best;
    }

    private static async Task<EclassAttempt> TryAsync(SeriesPatch patch, EclassFile eclass, int fuzz, CancellationToken cancellation)
    {
        var application = PatchApplier.Apply(eclass.Content, patch.Change, fuzz);
        // A change that only adds lines still finds its context in a file that has them: the way back is the proof.
        var there = PatchApplier.Apply(eclass.Content, patch.Change.Reversed()).Applied;
        if (!application.Applied || there) return new EclassAttempt(eclass, patch, application, there, []);
        var problems = ChangeVerification.Check(eclass.Content, patch.Change, application);
        if (problems.IsEmpty)
            problems = await BashSyntax.CheckAsync(new EclassFile(eclass.Name, application.Result!), cancellation).ConfigureAwait(false);
        return new EclassAttempt(eclass, patch, application, AlreadyApplied: false, problems);
    }

    private static (int, int, int) Rank(EclassAttempt attempt) =>
        attempt.AlreadyApplied ? (0, 0, 0)
        : attempt.Result is null ? (3, attempt.Application.Rejections.Length, 0)
        : attempt.Application.InPlace && attempt.Application.Fuzz == 0 ? (1, 0, 0)
        : (2, attempt.Application.Fuzz, attempt.Application.Placements.Max(placement => Math.Abs(placement.Offset)));
}
