using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class EmptyPassword() : EvidenceRule(
    "accounts/empty-password",
    Severity.Error,
    "Nobody logs in without a password",
    "lock it: '*' in the second field",
    "/etc/passwd", "/etc/shadow")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        foreach (var user in evidence.Accounts.Passwd.Entries.Where(user => user.Password.Length == 0))
            yield return Found($"user '{AccountText.Display(user.Name)}' has an empty password", "/etc/passwd", user.Line).OfUser(user.Name);
        foreach (var entry in evidence.Accounts.Shadow.Entries.Where(entry => entry.Password.Length == 0))
            yield return Found($"user '{AccountText.Display(entry.Name)}' has an empty password", "/etc/shadow", entry.Line).OfUser(entry.Name);
    }
}
