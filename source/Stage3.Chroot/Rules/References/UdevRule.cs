using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class UdevRule() : ReferenceRule(
    "references/udev-rule",
    Severity.Warning,
    "Accounts that udev rules name exist, or are made at boot",
    "udev passes over the assignment, so the device stays with root: create the account (acct-user/NAME, acct-group/NAME), or take the package out that installs the file",
    "/usr/lib/udev/rules.d", "/etc/udev/rules.d")
{
    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) => UdevReferences.Read(evidence.Files);
}
