using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class ShadowWithoutUser() : EvidenceRule(
    "accounts/shadow-without-user",
    Severity.Error,
    "Every user of /etc/shadow is in /etc/passwd",
    "remove the line, or create the user: whoever creates it later gets this line's password",
    "/etc/shadow", "/etc/passwd")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from entry in evidence.Accounts.Shadow.Entries.DistinctBy(entry => entry.Name)
        where evidence.KnowsUsers && evidence.Accounts.FindUser(entry.Name) is null
        select Found($"user '{AccountText.Display(entry.Name)}' is in /etc/shadow but not in /etc/passwd", "/etc/shadow", entry.Line).OfUser(entry.Name);
}
