using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class PrimaryGroupMissing() : EvidenceRule(
    "accounts/primary-group-missing",
    Severity.Error,
    "The primary group of every user exists",
    "create the group with that id, or give the user another primary group",
    "/etc/passwd", "/etc/group")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from user in evidence.Accounts.Passwd.Entries
        where evidence.KnowsGroups && evidence.Accounts.FindGroup(user.Gid) is null
        select Found(
            $"user '{AccountText.Display(user.Name)}' has the primary group {user.Gid}, which is not in /etc/group", "/etc/passwd", user.Line).OfGroup($"{user.Gid}", $"user {user.Name}");
}
