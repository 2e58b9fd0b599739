using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class SystemdUnit() : ReferenceRule(
    "references/systemd-unit",
    Severity.Error,
    "Accounts that systemd units name exist, or are made at boot",
    "the unit fails to start until then: create the account (acct-user/NAME, acct-group/NAME), or take the package out that installs the file",
    "/usr/lib/systemd/system", "/etc/systemd/system")
{
    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) => SystemdReferences.Read(evidence.Files);
}
