using System.Collections.Immutable;
using Stage3.Eclasses.Series;
using Stage3.Eclasses.Trees;

namespace Stage3.Eclasses.Verdicts;

/// <summary>Finds the <see cref="EclassVerdict"/> of a set of eclasses. Works in memory; safe to share between threads.</summary>
/// <param name="series">The patches to try.</param>
/// <param name="fuzz">How many lines of context at either end of a hunk may differ; 0 unless the user asked for more.</param>
public sealed class EclassJudge(PatchSeries series, int fuzz = 0)
{
    /// <summary>Judges one set.</summary>
    public async Task<EclassJudgement> JudgeAsync(EclassSet eclasses, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(eclasses);
        if (eclasses["user.eclass"] is null)
            return Judged(eclasses, EclassVerdict.Missing, "the tree has no user.eclass", []);
        var attempts = ImmutableArray.CreateBuilder<EclassAttempt>();
        foreach (var eclass in eclasses.Files)
            if (await PatchTrial.BestAsync(series, eclass, fuzz, cancellation).ConfigureAwait(false) is { } attempt)
                attempts.Add(attempt);
        return Weigh(eclasses, attempts.ToImmutable());
    }

    private static EclassJudgement Weigh(EclassSet eclasses, ImmutableArray<EclassAttempt> attempts)
    {
        var rejected = attempts.Where(attempt => !attempt.Application.Applied && !attempt.AlreadyApplied).ToList();
        if (rejected is [var first, ..])
            return Judged(eclasses, EclassVerdict.Conflict, $"{first.Patch.File} finds no place in {first.Eclass.Name}", attempts);
        if (attempts.FirstOrDefault(attempt => !attempt.Problems.IsEmpty) is { } broken)
            return Judged(eclasses, EclassVerdict.Broken, broken.Problems[0], attempts);
        if (attempts.All(attempt => attempt.AlreadyApplied))
            return Judged(eclasses, EclassVerdict.AlreadyApplied, "the tree has the patches", attempts);
        var applied = attempts.Where(attempt => !attempt.AlreadyApplied).Select(attempt => attempt.Application).ToList();
        return applied.Exists(application => application.Fuzz > 0) ? Judged(eclasses, EclassVerdict.AppliesWithFuzz, "context differs", attempts)
            : applied.TrueForAll(application => application.InPlace) ? Judged(eclasses, EclassVerdict.Applies, "every hunk is where the patch says", attempts)
            : Judged(eclasses, EclassVerdict.AppliesAtOffset, "hunks were found at other lines", attempts);
    }

    private static EclassJudgement Judged(
        EclassSet eclasses, EclassVerdict verdict, string detail, ImmutableArray<EclassAttempt> attempts) =>
        new(eclasses, verdict, detail, attempts, [.. attempts.Select(attempt => attempt.Result).OfType<EclassFile>()])
        {
            HonoursRoot = verdict is EclassVerdict.Applies or EclassVerdict.AppliesAtOffset or EclassVerdict.AppliesWithFuzz
                or EclassVerdict.AlreadyApplied or EclassVerdict.NotNeeded or EclassVerdict.Moved,
        };
}
