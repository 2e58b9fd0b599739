using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class DuplicateName() : EvidenceRule(
    "accounts/duplicate-name",
    Severity.Error,
    "A name stands once in an account file",
    "remove all lines but the one that is meant: look-ups answer with the first, useradd and usermod may change another",
    "/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from table in AccountNames.Of(evidence.Accounts)
        from same in table.Names.GroupBy(entry => entry.Name)
        from again in same.Skip(1)
        select Found(
            $"{table.Subject} '{AccountText.Display(same.Key)}' is on line {same.First().Line} already", table.Path, again.Line).Of(table.Subject, same.Key);
}
