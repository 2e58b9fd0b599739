using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class HashBehindLock() : EvidenceRule(
    "accounts/hash-behind-lock",
    Severity.Warning,
    "A locked account keeps no hash behind its lock",
    "write '*' in the second field of /etc/shadow: 'usermod -U' would bring the old password back",
    "/etc/shadow")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from entry in evidence.Accounts.Shadow.Entries
        where entry.Password.StartsWith('!') && Passwords.IsUsable(entry.Password.TrimStart('!'))
        select Found($"user '{AccountText.Display(entry.Name)}' is locked, and its hash is still there", "/etc/shadow", entry.Line).OfUser(entry.Name);
}
