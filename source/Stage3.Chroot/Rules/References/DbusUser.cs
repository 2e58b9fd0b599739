using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class DbusUser() : ReferenceRule(
    "references/dbus-user",
    Severity.Error,
    "The user that the system bus runs as exists, or is made at boot",
    "create the user messagebus (acct-user/messagebus, or dbus's enewuser with a ROOT-aware user.eclass): without it the bus does not start",
    "/usr/share/dbus-1/system.conf", "/etc/dbus-1/system.conf")
{
    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) =>
        DbusPolicyReferences.Read(evidence.Files).References.Where(reference => reference.By == DbusPolicyReferences.RunsAs);
}
