using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class HomeMissing() : EvidenceRule(
    "accounts/home-missing",
    Severity.Warning,
    "Root and regular users have a home folder",
    "create the folder with the owner and mode that a home has",
    "/etc/passwd")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from user in evidence.Accounts.Passwd.Entries
        // Homes of system users are mostly made by the service, or deliberately nowhere.
        where user.Uid == 0 || evidence.LoginDefs.RegularUsers.Contains(user.Uid)
        where evidence.Files.Find(user.Home) is not { Status.IsFolder: true }
        select Found(
            $"user '{AccountText.Display(user.Name)}' has the home '{AccountText.Display(user.Home)}', which is no folder", "/etc/passwd", user.Line).OfUser(user.Name);
}
