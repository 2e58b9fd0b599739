using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class DbusActivation() : ReferenceRule(
    "references/dbus-activation",
    Severity.Error,
    "Users that activation files of the system bus name exist, or are made at boot",
    "create the account (acct-user/NAME, acct-group/NAME), or take the package out that installs the file",
    "/usr/share/dbus-1/system-services")
{
    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) => DbusActivationReferences.Read(evidence.Files);
}
