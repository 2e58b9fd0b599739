using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class PasswordSet() : EvidenceRule(
    "accounts/password-set",
    Severity.Error,
    "No account of a stage has a password that works: everybody who unpacks it would know it",
    "lock it ('*' in the second field of /etc/shadow); who installs the stage sets the password",
    "/etc/shadow")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from entry in evidence.Accounts.Shadow.Entries
        where Passwords.IsUsable(entry.Password)
        select Found($"user '{AccountText.Display(entry.Name)}' has a password", "/etc/shadow", entry.Line).OfUser(entry.Name);
}
