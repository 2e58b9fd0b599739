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
    public static Report Of(ImmutableArray<VersionVerdict> verdicts, AcceptedVerdicts accepted)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        var refused = verdicts.Count(verdict => !accepted.Contains(verdict.Judgement.Verdict));
        return new Report(
            "VerifyPatches",
            "Do the eclass patches apply, and do they act?",
            refused == 0 ? $"All {verdicts.Length} versions are accepted." : $"{refused} of {verdicts.Length} versions are not accepted.",
            [
                new VerdictsPart("Verdicts", [.. verdicts.Select(verdict => Row(verdict, accepted))]),
                Counts(verdicts),
                .. verdicts.DistinctBy(verdict => verdict.Judgement.Eclasses.Key).SelectMany(Differences).DistinctBy(part => part.Heading),
            ]);
    }

    private static VerdictRow Row(VersionVerdict verdict, AcceptedVerdicts accepted) => new(
        verdict.Subject,
        $"{verdict.Folder}/{verdict.Judgement.Eclasses.Files.FirstOrDefault()?.Name}",
        verdict.Date,
        verdict.Judgement.Verdict.ToString(),
        accepted.Contains(verdict.Judgement.Verdict),
        verdict.Judgement.Detail,
        [.. Evidence(verdict.Judgement)]);

    private static IEnumerable<KeyValuePair<string, string>> Evidence(EclassJudgement judgement)
    {
        foreach (var file in judgement.Eclasses.Files) yield return new($"sha256 of {file.Name}", file.Sha256);
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

    private static IEnumerable<ReportPart> Differences(VersionVerdict verdict)
    {
        foreach (var attempt in verdict.Judgement.Attempts)
        {
            foreach (var rejected in attempt.Application.Rejections)
                yield return SideBySide.Rejected(
                    $"{verdict.Subject}: {attempt.Patch.File}, hunk {rejected.Number} of {attempt.Eclass.Name}", rejected, attempt.Eclass.Content);
            if (attempt.Result is { } result)
                yield return SideBySide.Compare(
                    $"{attempt.Eclass.Name} {attempt.Eclass.Sha256[..12]}, {attempt.Patch.File}", "before", attempt.Eclass.Content, "after", result.Content);
        }
    }
}
