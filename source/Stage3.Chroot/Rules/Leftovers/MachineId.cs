using Stage3.Reports;

namespace Stage3.Chroot.Rules.Leftovers;

internal sealed class MachineId() : EvidenceRule(
    "leftovers/machine-id",
    Severity.Warning,
    "The root has no machine id yet: /etc/machine-id is missing, empty or 'uninitialized', machine-id(5)",
    "empty the file, or write 'uninitialized' for a first boot: else all that is made of the root has one identity",
    "/etc/machine-id", "/var/lib/dbus/machine-id")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from path in Reads
        // Mostly a link to the other one, which is one finding.
        where evidence.Files.Find(path) is { } found && found.Path.ToString() == path
        let text = evidence.Files.ReadText(path)?.Trim()
        where text is not (null or "" or "uninitialized")
        select Found($"{path} holds an id", path, 1);
}
