using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class MemberMissing() : EvidenceRule(
    "accounts/member-missing",
    Severity.Error,
    "The members of every group exist",
    "take the name out of the group: whoever creates that user later is silently a member",
    "/etc/group", "/etc/passwd")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from entry in evidence.Accounts.Group.Entries
        from member in entry.Members.Distinct()
        where evidence.KnowsUsers && evidence.Accounts.FindUser(member) is null
        select Found(
            $"member '{AccountText.Display(member)}' of group '{AccountText.Display(entry.Name)}' is no user", "/etc/group", entry.Line).OfUser(member, $"group {entry.Name}");
}
