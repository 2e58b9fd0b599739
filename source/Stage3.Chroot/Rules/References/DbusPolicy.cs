using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class DbusPolicy() : ReferenceRule(
    "references/dbus-policy",
    Severity.Warning,
    "Accounts that policies of the system bus name exist, or are made at boot",
    "the bus passes over the policy until then, so that the service cannot take its name: create the account (acct-user/NAME, acct-group/NAME), or take the package out that installs the file",
    "/usr/share/dbus-1/system.d", "/etc/dbus-1/system.d")
{
    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) =>
        DbusPolicyReferences.Read(evidence.Files).References.Where(reference => reference.By != DbusPolicyReferences.RunsAs);
}
