using System.Collections.Immutable;
using Stage3.Eclasses.Masters;
using Stage3.Eclasses.Probing;
using Stage3.Eclasses.Series;
using Stage3.Eclasses.Trees;

namespace Stage3.Eclasses.Verdicts;

/// <summary>
/// Finds the <see cref="EclassVerdict"/> of a set of eclasses: probes them, applies the series to copies in memory, has
/// <c>bash -n</c> read the result, and probes again. Safe to share between threads.
/// </summary>
/// <param name="series">The patches to try.</param>
/// <param name="probe">Runs the eclasses.</param>
/// <param name="fuzz">How many lines of context at either end of a hunk may differ; 0 unless the user asked for more.</param>
public sealed class EclassJudge(PatchSeries series, EclassProbe probe, int fuzz = 0)
{
    /// <summary>Judges one set.</summary>
    /// <exception cref="Linux.Stage3Exception">The probe's isolation cannot be had here.</exception>
    public async Task<EclassJudgement> JudgeAsync(EclassSet eclasses, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(eclasses);
        if (eclasses["user.eclass"] is not { Origin: null } && eclasses["acct-user.eclass"] is null)
            return new EclassJudgement(eclasses, EclassVerdict.Missing, "the tree has neither user.eclass nor acct-user.eclass");
        if (!UnnamedMasters.AreWanted(eclasses)) return OfTree(await JudgeWholeAsync(eclasses, cancellation).ConfigureAwait(false), eclasses);
        // An overlay goes with masters of its time: one that honours ROOT by itself, with those that do too.
        var native = UnnamedMasters.Aware(eclasses) is { } aware ? await JudgeWholeAsync(aware, cancellation).ConfigureAwait(false) : null;
        var judgement = native is { After: null, HonoursRoot: true } ? native : await JudgeWholeAsync(UnnamedMasters.Unaware(eclasses), cancellation).ConfigureAwait(false);
        return OfTree(judgement, eclasses);
    }

    /// <summary>What is told is told of the tree's own eclasses, with a word on those of others.</summary>
    private static EclassJudgement OfTree(EclassJudgement judgement, EclassSet eclasses)
    {
        var unfit = judgement.Before?.Subjects.FirstOrDefault(subject => subject.Unfit is not null);
        ImmutableArray<string> remarks =
        [
            .. judgement.Eclasses.Files.Where(file => file.Origin is not null).Select(file => $"{file.Name} is {file.Origin}"),
            .. unfit is null ? [] : ImmutableArray.Create($"{unfit.Subject}.eclass is older than EAPI {unfit.Unfit}, in which it fails on the running system too"),
        ];
        return judgement with
        {
            Eclasses = eclasses,
            Detail = string.Join("; ", remarks.Prepend(judgement.Detail)),
            Attempts = [.. judgement.Attempts.Where(attempt => attempt.Eclass.Origin is null)],
            Patched = [.. judgement.Patched.Where(file => file.Origin is null)],
        };
    }

    private async Task<EclassJudgement> JudgeWholeAsync(EclassSet eclasses, CancellationToken cancellation)
    {
        var before = await probe.RunAsync(eclasses, cancellation).ConfigureAwait(false);
        if (before.Broken is { } broken) return Judged(EclassVerdict.Broken, broken.Failure! + LineEndings(eclasses), []);
        if (before.HonoursRoot) return Native(eclasses, await TryAsync(eclasses, _ => true, cancellation).ConfigureAwait(false), before);

        var masters = await probe.RunAsync(
            new EclassSet(eclasses.Files.Where(file => file.Origin is not null).Select(file => new EclassFile(file.Name, file.Content))), cancellation).ConfigureAwait(false);
        var attempts = await TryAsync(eclasses, IsUnaware, cancellation).ConfigureAwait(false);
        ImmutableArray<EclassFile> patched = [.. attempts.Select(attempt => attempt.Result).OfType<EclassFile>()];
        if (patched.IsEmpty) return Unpatched(eclasses, attempts, before);
        var after = await probe.RunAsync(patched.Aggregate(eclasses, (set, file) => set.With(file)), cancellation).ConfigureAwait(false);
        return AfterPatching(eclasses, attempts, patched, before, after);

        bool IsUnaware(EclassFile eclass) => (eclass.Origin is null ? before : masters)[Subject(eclass)]?.Awareness != Awareness.Root;
        EclassJudgement Judged(EclassVerdict verdict, string detail, ImmutableArray<EclassAttempt> tried) =>
            new(eclasses, verdict, detail) { Attempts = tried, Before = before };
    }

    private async Task<ImmutableArray<EclassAttempt>> TryAsync(
        EclassSet eclasses, Func<EclassFile, bool> wanted, CancellationToken cancellation)
    {
        var attempts = ImmutableArray.CreateBuilder<EclassAttempt>();
        foreach (var eclass in eclasses.Files.Where(wanted))
            if (await PatchTrial.BestAsync(series, eclass, fuzz, cancellation).ConfigureAwait(false) is { } attempt)
                attempts.Add(attempt);
        return attempts.ToImmutable();
    }

    /// <summary>A patch may well apply to an eclass that needs none, and could break it: it is left alone.</summary>
    private static EclassJudgement Native(EclassSet eclasses, ImmutableArray<EclassAttempt> attempts, ProbeReport before)
    {
        var there = attempts.Where(attempt => attempt.AlreadyApplied).ToImmutableArray();
        var (verdict, detail) =
            there is [var first, ..] ? (EclassVerdict.AlreadyApplied, $"{first.Eclass.Name} has {first.Patch.File} already, and it acts")
            : eclasses["user.eclass"] is not { Origin: null } ? (EclassVerdict.Moved, "there is no user.eclass, and acct-user.eclass honours ROOT by itself")
            : (EclassVerdict.NotNeeded, "the tree's eclasses honour ROOT by themselves");
        return new EclassJudgement(eclasses, verdict, detail) { Attempts = there, Before = before, HonoursRoot = true };
    }

    private static EclassJudgement Unpatched(EclassSet eclasses, ImmutableArray<EclassAttempt> attempts, ProbeReport before)
    {
        var (verdict, detail) =
            attempts.FirstOrDefault(attempt => !attempt.Problems.IsEmpty) is { } bad ? (EclassVerdict.Broken, $"{bad.Patch.File} applies and spoils {bad.Eclass.Name}: {bad.Problems[0]}")
            : attempts.FirstOrDefault(IsRejected) is { } rejected ? (EclassVerdict.Conflict, Describe(rejected))
            : attempts.FirstOrDefault() is { } there ? (EclassVerdict.Void, $"{there.Eclass.Name} has {there.Patch.File} already, and still {Complaint(before)}")
            : IsMixed(before) ? (EclassVerdict.HalfAware, $"{Complaint(before)}, and the series has no patch for it")
            : (EclassVerdict.Conflict, $"{Complaint(before)}, and the series has no patch for it");
        if (IsMixed(before) && verdict == EclassVerdict.Conflict) (verdict, detail) = (EclassVerdict.HalfAware, $"{Complaint(before)}; {detail}");
        return new EclassJudgement(eclasses, verdict, detail) { Attempts = attempts, Before = before };
    }

    private static EclassJudgement AfterPatching(
        EclassSet eclasses, ImmutableArray<EclassAttempt> attempts, ImmutableArray<EclassFile> patched, ProbeReport before, ProbeReport after)
    {
        var lacking = Lacking(attempts, after).ToList();
        var hostChanged = after.Subjects.FirstOrDefault(report => !report.ServesHostAs(before[report.Subject]!));
        var works = after.HonoursRoot && lacking.Count == 0 && hostChanged is null;
        var (verdict, detail) =
            works ? Applied(attempts, before)
            : attempts.FirstOrDefault(IsRejected) is { } rejected ? (IsMixed(before) ? EclassVerdict.HalfAware : EclassVerdict.Conflict, Describe(rejected))
            : attempts.FirstOrDefault(attempt => !attempt.Problems.IsEmpty) is { } bad ? (EclassVerdict.Broken, bad.Problems[0])
            : after.Broken is { } broken ? (EclassVerdict.Broken, $"patched, {broken.Failure}")
            : IsMixed(before) && IsMixed(after) ? (EclassVerdict.HalfAware, $"{Complaint(before)}; patched, {Complaint(after)}")
            : !after.HonoursRoot ? (EclassVerdict.Void, $"patched, {Complaint(after)}")
            : lacking.Count > 0 ? (EclassVerdict.Void, $"patched, {lacking[0]}")
            : (EclassVerdict.Void, $"patched, {hostChanged!.Subject}.eclass no longer does the same on the running system");
        return new EclassJudgement(eclasses, verdict, detail)
        {
            Attempts = attempts, Before = before, After = after, Patched = works ? patched : [], HonoursRoot = works,
        };
    }

    private static (EclassVerdict, string) Applied(ImmutableArray<EclassAttempt> attempts, ProbeReport before)
    {
        var applications = attempts.Where(attempt => attempt is { AlreadyApplied: false, Eclass.Origin: null }).Select(attempt => attempt.Application).ToList();
        var names = string.Join(", ", attempts.OrderBy(attempt => attempt.Eclass.Origin is not null).Select(attempt => attempt.Patch.File + (attempt.Eclass.Origin is null ? "" : " for a master's")));
        return IsMixed(before) ? (EclassVerdict.HalfAware, $"{Complaint(before)}; {names} makes it whole")
            : applications.Exists(application => application.Fuzz > 0) ? (EclassVerdict.AppliesWithFuzz, $"{names}: context differs, and the result honours ROOT")
            : applications.TrueForAll(application => application.InPlace) ? (EclassVerdict.Applies, $"{names}: every hunk where the patch says, and the result honours ROOT")
            : (EclassVerdict.AppliesAtOffset, $"{names}: hunks at other lines, and the result honours ROOT");
    }

    /// <summary>What a patch promises in the manifest and the probe did not see.</summary>
    private static IEnumerable<string> Lacking(ImmutableArray<EclassAttempt> attempts, ProbeReport after) =>
        from attempt in attempts
        where attempt.Result is { Origin: null }
        let shown = after[Subject(attempt.Eclass)]?.Shown
        from behaviour in attempt.Patch.Behaviours
        where shown is null || !shown.TryGetValue(behaviour, out var passed) || !passed
        select $"{attempt.Eclass.Name} does not show {behaviour}";

    /// <summary>One eclass, or one function, in ROOT and another on the host.</summary>
    private static bool IsMixed(ProbeReport report) =>
        report.Subjects.Any(subject => subject.Awareness == Awareness.Half)
        || report.Subjects.Any(subject => subject.Awareness == Awareness.Root) && report.Subjects.Any(subject => subject.Awareness == Awareness.Host);

    private static string Complaint(ProbeReport report)
    {
        var subject = report.Subjects.First(subject => subject.Awareness != Awareness.Root);
        var answer = subject.Answers.First(answer => answer.Answer is not Answer.ReadsRoot and not Answer.WritesRoot);
        return $"{subject.Subject}.eclass: {answer.Function} {Words(answer.Answer)}";
    }

    private static string Words(Answer answer) => answer switch
    {
        Answer.ReadsHost => "reads the host",
        Answer.WritesHost => "writes the host",
        Answer.SkipsSilently => "does nothing and says nothing",
        Answer.Dies => "dies",
        _ => "fails",
    };

    private static string Describe(EclassAttempt attempt) =>
        $"{attempt.Patch.File} finds no place in {attempt.Eclass.Name}" + LineEndings(new EclassSet([attempt.Eclass]));

    private static string LineEndings(EclassSet eclasses) =>
        eclasses.Files.FirstOrDefault(file => file.Content.Span.IndexOf("\r\n"u8) >= 0) is { } file ? $" (the lines of {file.Name} end in CR LF)" : "";

    private static bool IsRejected(EclassAttempt attempt) => !attempt.Application.Applied && !attempt.AlreadyApplied;

    private static string Subject(EclassFile eclass) => Path.GetFileNameWithoutExtension(eclass.Name);
}
