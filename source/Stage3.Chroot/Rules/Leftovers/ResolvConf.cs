using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Leftovers;

internal sealed class ResolvConf() : EvidenceRule(
    "leftovers/resolv-conf",
    Severity.Warning,
    "/etc/resolv.conf names no server or domain of the build host",
    "empty the file, or make it a link to /run/systemd/resolve/stub-resolv.conf",
    "/etc/resolv.conf")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from path in Reads
        let text = evidence.Files.ReadText(path)
        where text is not null
        from line in new ConfigFile(path, path, text).Lines()
        let words = line.Text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
        // resolved's own stub is everywhere the same.
        where words is ["nameserver", not "127.0.0.53", ..] or ["search" or "domain", not ".", ..]
        select Found($"{path} has a {words[0]} of the build host", path, line.Line);
}
