using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class SecondRoot() : EvidenceRule(
    "accounts/second-root",
    Severity.Error,
    "Only root has the user id 0",
    "remove the account: whoever logs in with it is root under another name",
    "/etc/passwd")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from user in evidence.Accounts.Passwd.Entries
        where user.Uid == 0 && user.Name != "root"
        select Found($"user '{AccountText.Display(user.Name)}' has root's id 0", "/etc/passwd", user.Line).OfUser(user.Name);
}
