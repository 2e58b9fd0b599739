using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class PasswordInPasswd() : EvidenceRule(
    "accounts/password-in-passwd",
    Severity.Error,
    "Password hashes are in shadow and gshadow only: passwd and group are for everybody to read",
    "write 'x' in the second field; pwconv -R and grpconv -R move the hashes",
    "/etc/passwd", "/etc/group")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        foreach (var user in evidence.Accounts.Passwd.Entries.Where(user => Passwords.IsUsable(user.Password)))
            yield return Found($"the password field of user '{AccountText.Display(user.Name)}' holds a hash", "/etc/passwd", user.Line).OfUser(user.Name);
        foreach (var entry in evidence.Accounts.Group.Entries.Where(entry => Passwords.IsUsable(entry.Password)))
            yield return Found($"the password field of group '{AccountText.Display(entry.Name)}' holds a hash", "/etc/group", entry.Line).OfGroup(entry.Name);
    }
}
