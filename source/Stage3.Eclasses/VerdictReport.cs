using System.Collections.Immutable;
using System.Globalization;
using Stage3.Eclasses.Diffs;
using Stage3.Eclasses.Verdicts;
using Stage3.Reports;

namespace Stage3.Eclasses;

/// <summary>Makes the one report of verdicts that all writers write.</summary>
public static class VerdictReport
{
    /// <summary>The report: a table of verdicts with their evidence, how many of each, and what changes or does not fit, side by side.</summary>
    /// <param name="verdicts">The verdicts, in the order to show them.</param>
    /// <param name="accepted">Those that the gate lets pass.</param>
    /// <param name="turn">Where a history turned bad; null where nobody asked, or it never did.</param>
    public static Report Of(ImmutableArray<VersionVerdict> verdicts, AcceptedVerdicts accepted, VerdictTurn? turn = null) =>
        Of(verdicts, accepted, turn, [.. Distinct(verdicts).SelectMany(verdict => Rejections(verdict).Concat(Changes(verdict)))]);

    /// <summary>As <see cref="Of(ImmutableArray{VersionVerdict}, AcceptedVerdicts, VerdictTurn)"/>, without the changes of patches that apply: for a terminal.</summary>
    public static Report Short(ImmutableArray<VersionVerdict> verdicts, AcceptedVerdicts accepted, VerdictTurn? turn = null) =>
        Of(verdicts, accepted, turn, [.. Distinct(verdicts).SelectMany(Rejections)]);

    private static Report Of(
        ImmutableArray<VersionVerdict> verdicts, AcceptedVerdicts accepted, VerdictTurn? turn, ImmutableArray<DifferencePart> differences)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        return new Report(
            "VerifyPatches",
            "Do the eclass patches apply, and do they act?",
            Summary(verdicts, accepted),
            [
                .. turn is null ? [] : Turn(turn),
                new VerdictsPart("Verdicts", [.. verdicts.Select(verdict => Row(verdict, accepted))]),
                Counts(verdicts),
                .. differences.DistinctBy(part => part.Heading),
            ]);
    }

    private static string Summary(ImmutableArray<VersionVerdict> verdicts, AcceptedVerdicts accepted)
    {
        var refused = verdicts.Count(verdict => !accepted.Contains(verdict.Judgement.Verdict));
        return (refused, verdicts.Length) switch
        {
            (0, 1) => "The one version judged is accepted.",
            (1, 1) => "The one version judged is not accepted.",
            (0, var all) => $"All {all} versions are accepted.",
            var (some, all) => $"{some} of {all} versions are not accepted.",
        };
    }

    private static IEnumerable<ReportPart> Turn(VerdictTurn turn) =>
    [
        new TextPart(
            "Where it turned bad",
            $"{turn.After.Revision} of {Day(turn.After.Date)}: {turn.Before.Judgement.Verdict} became {turn.After.Judgement.Verdict} in {turn.After.Folder}.\n\n{turn.After.Judgement.Detail}"),
        .. turn.Differences.Select(part => part with { Heading = $"What that revision changed in {part.Heading}" }),
    ];

    private static IEnumerable<VersionVerdict> Distinct(ImmutableArray<VersionVerdict> verdicts) =>
        verdicts.DistinctBy(verdict => verdict.Judgement.Eclasses.Key);

    private static VerdictRow Row(VersionVerdict verdict, AcceptedVerdicts accepted) => new(
        verdict.Subject,
        $"{verdict.Folder}/{verdict.Judgement.Eclasses.First?.Name}",
        verdict.Date,
        verdict.Judgement.Verdict.ToString(),
        accepted.Contains(verdict.Judgement.Verdict),
        verdict.Judgement.Detail,
        [.. Evidence(verdict.Judgement)]);

    private static IEnumerable<KeyValuePair<string, string>> Evidence(EclassJudgement judgement)
    {
        foreach (var file in judgement.Eclasses.Files.Where(file => file.Origin is null)) yield return new($"sha256 of {file.Name}", file.Sha256);
        foreach (var attempt in judgement.Attempts)
        {
            yield return new($"patch for {attempt.Eclass.Name}", attempt.Patch.File);
            foreach (var placed in attempt.Application.Placements)
                yield return new($"hunk {placed.Number}", string.Create(CultureInfo.InvariantCulture, $"line {placed.Line}, offset {placed.Offset}, fuzz {placed.Fuzz}"));
            foreach (var rejected in attempt.Application.Rejections)
                yield return new($"hunk {rejected.Number}", $"rejected; {rejected.MatchingLines} of {rejected.Hunk.Before.Length} lines at line {rejected.NearestLine}");
        }

        foreach (var (when, report) in new[] { ("before", judgement.Before), ("after", judgement.After) })
            foreach (var subject in report?.Subjects ?? [])
                yield return new(
                    $"{subject.Subject} {when}",
                    $"{subject.Awareness}: " + string.Join(", ", subject.Shown.Select(shown => $"{(shown.Value ? "" : "not ")}{shown.Key}")));
    }

    private static TablePart Counts(ImmutableArray<VersionVerdict> verdicts) => new(
        "How many of each",
        ["Verdict", "Versions", "First", "Last"],
        [
            .. verdicts.GroupBy(verdict => verdict.Judgement.Verdict).OrderBy(group => group.Key).Select(group => ImmutableArray.Create(
                group.Key.ToString(),
                $"{group.Count()}",
                Day(group.Min(verdict => verdict.Date)),
                Day(group.Max(verdict => verdict.Date)))),
        ]);

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static IEnumerable<DifferencePart> Rejections(VersionVerdict verdict) =>
        from attempt in verdict.Judgement.Attempts
        where !attempt.AlreadyApplied
        from rejected in attempt.Application.Rejections
        select SideBySide.Rejected(
            $"{verdict.Subject}: {attempt.Patch.File}, hunk {rejected.Number} of {attempt.Eclass.Name}", rejected, attempt.Eclass.Content);

    private static IEnumerable<DifferencePart> Changes(VersionVerdict verdict) =>
        from attempt in verdict.Judgement.Attempts
        let result = attempt.Result
        where result is not null
        select SideBySide.Compare(
            $"{attempt.Eclass.Name} {attempt.Eclass.Sha256[..12]}, {attempt.Patch.File}", "before", attempt.Eclass.Content, "after", result.Content);
}
