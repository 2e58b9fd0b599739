using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class SecurityTable() : ReferenceRule(
    "references/security-table",
    Severity.Warning,
    "Accounts that PAM's tables name exist, or are made at boot",
    "the line has no effect, or the next account of that name gets the rights: create the account, or take the line out",
    "/etc/security/access.conf", "/etc/security/group.conf", "/etc/security/limits.conf")
{
    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) => SecurityReferences.Read(evidence.Files);
}
