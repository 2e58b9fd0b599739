using Stage3.Chroot.References;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class DbusMalformed() : EvidenceRule(
    "references/dbus-malformed",
    Severity.Error,
    "The system bus's configuration is well-formed XML",
    "correct the file: the bus does not start with a broken system.conf, and passes over a broken policy",
    "/usr/share/dbus-1/system.conf", "/usr/share/dbus-1/system.d", "/etc/dbus-1/system.d")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from file in DbusPolicyReferences.Read(evidence.Files).Malformed
        select Found($"no well-formed XML: {file.Reason.TrimEnd('.')}", AccountText.Display(file.Path), file.Line);
}
