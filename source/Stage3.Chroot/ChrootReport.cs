using System.Collections.Immutable;
using System.Globalization;
using Stage3.Reports;

namespace Stage3.Chroot;

/// <summary>An examination as a report, for every format that there is.</summary>
public static class ChrootReport
{
    /// <summary>The whole report: findings, what is accepted and why, accounts with everyone who refers to them, and packages.</summary>
    public static Report Of(Examination examination)
    {
        ArgumentNullException.ThrowIfNull(examination);
        return new(
            "VerifyChroot",
            $"What is in {examination.Root}",
            Summary(examination),
            [
                new FindingsPart("Findings", examination.Findings),
                new TablePart("Accepted, and why", ["Rule", "Where", "What", "Reason"], [.. examination.Accepted.Select(one => Row(one.Finding.Rule, one.Finding.Path ?? "", one.Finding.Message, one.Reason))]),
                new TablePart("Severities set by the specification", ["Rules", "Severity", "Reason"], [.. examination.Severities.Select(one => Row(one.Rules.Text, one.Severity?.ToString() ?? "Off", one.Reason))]),
                new TablePart("Allowed without a package by the specification", ["Paths", "Reason"], [.. examination.Allowed.Select(one => Row(one.Paths.Text, one.Reason))]),
                Accounts(examination),
                .. Packages(examination),
            ]);
    }

    /// <summary>The outcome in a sentence.</summary>
    public static string Summary(Examination examination)
    {
        ArgumentNullException.ThrowIfNull(examination);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{examination.Entries} entries looked at: {Count(examination, Severity.Error)} errors, {Count(examination, Severity.Warning)} warnings, {Count(examination, Severity.Note)} notes, {examination.Accepted.Length} accepted.");
    }

    private static int Count(Examination examination, Severity severity) => examination.Findings.Count(finding => finding.Severity == severity);

    private static TablePart Accounts(Examination examination) => new(
        "Accounts, and who refers to them",
        ["Kind", "Name", "Id", "State", "Entries", "Detail", "Referred to by"],
        [
            .. examination.Accounts.Select(use => Row(
                use.Kind,
                use.Name,
                use.Id?.ToString(CultureInfo.InvariantCulture) ?? "",
                use.State,
                use.Files.ToString(CultureInfo.InvariantCulture),
                use.Detail,
                string.Join('\n', use.ReferredBy))),
        ]);

    private static IEnumerable<ReportPart> Packages(Examination examination)
    {
        yield return new SizesPart("Size by package", [.. examination.Packages.Select(share => new SizeItem(share.Package, share.Bytes))]);
        yield return new TablePart(
            "Ownership by package",
            ["Package", "Files", "Bytes", "Owners other than root:root"],
            [
                .. examination.Packages.OrderBy(share => share.Package, StringComparer.Ordinal).Select(share => Row(
                    share.Package, share.Files.ToString(CultureInfo.InvariantCulture), share.Bytes.ToString(CultureInfo.InvariantCulture), string.Join(", ", share.Owners))),
            ]);
    }

    private static ImmutableArray<string> Row(params ImmutableArray<string> cells) => cells;
}
