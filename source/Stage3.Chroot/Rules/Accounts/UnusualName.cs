using System.Text.RegularExpressions;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed partial class UnusualName() : EvidenceRule(
    "accounts/unusual-name",
    Severity.Warning,
    "Names are such as useradd takes",
    "rename it: lower-case letters, digits, '_' and '-', no digit or dash first, at most 32; other names break tools that do not expect them",
    "/etc/passwd", "/etc/group")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from table in AccountNames.Of(evidence.Accounts)
        where table.File is AccountFile.Passwd or AccountFile.Group
        from entry in table.Names
        where !AccountName.TryParse(entry.Name, out _)
        let found = Found($"{table.Subject} name '{AccountText.Display(entry.Name)}' is unusual", table.Path, entry.Line).Of(table.Subject, entry.Name)
        select Accepted().IsMatch(entry.Name) ? found with { Severity = Severity.Note } : found;

    // What pwck and grpck of today let pass: capitals and dots (Debian-exim), but not digits alone, which are an id.
    [GeneratedRegex(@"^(?!\d+\z)[A-Za-z0-9_][A-Za-z0-9_.-]{0,30}[$]?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Accepted();
}
