using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class PolkitRule() : ReferenceRule(
    "references/polkit-rule",
    Severity.Warning,
    "Accounts that polkit rules name exist, or are made at boot",
    "create the account (acct-user/NAME, acct-group/NAME), or take the package out that installs the file",
    "/usr/share/polkit-1/rules.d", "/etc/polkit-1/rules.d", "/etc/polkit-1/localauthority")
{
    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) => PolkitReferences.Read(evidence.Files);
}
