using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class PamService() : ReferenceRule(
    "references/pam-service",
    Severity.Warning,
    "Accounts that PAM services name exist, or are made at boot",
    "the condition never holds, or always: create the account (acct-user/NAME, acct-group/NAME), or take the line out",
    "/etc/pam.d", "/usr/lib/pam.d")
{
    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) => PamReferences.Read(evidence.Files);
}
