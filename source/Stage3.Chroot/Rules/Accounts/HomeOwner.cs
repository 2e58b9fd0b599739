using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class HomeOwner() : EvidenceRule(
    "accounts/home-owner",
    Severity.Error,
    "A home folder belongs to its user, or to root",
    "chown it by the number that the user has in this root: the build host's number for the same name is another",
    "/etc/passwd")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from user in evidence.Accounts.Passwd.Entries
        where user.Home.Length > 0
        let home = evidence.Files.Find(user.Home)
        where home is { Status.IsFolder: true } && !MayOwn(user, home.Value.Status, evidence)
        let owner = evidence.Accounts.UserName(home.Value.Status.Uid)
        select Found(
            $"the home of user '{AccountText.Display(user.Name)}' belongs to "
            + (owner is null ? $"the id {home.Value.Status.Uid}" : $"user '{AccountText.Display(owner)}'"),
            AccountText.Display(user.Home)).OfUser(user.Name);

    // Homes that several system users share (/var/empty, /) are root's; a regular user's home is the user's own.
    private static bool MayOwn(PasswdEntry user, FileStatus home, ChrootEvidence evidence) =>
        home.Uid == user.Uid
        || (home.Uid == 0 && !evidence.LoginDefs.RegularUsers.Contains(user.Uid))
        // Where two system users share a home, one of them owns it.
        || (evidence.Accounts.FindUser(home.Uid) is { } owner && owner.Home == user.Home);
}
