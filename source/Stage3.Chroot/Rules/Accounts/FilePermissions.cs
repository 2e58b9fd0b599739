using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class FilePermissions() : EvidenceRule(
    "accounts/file-permissions",
    Severity.Error,
    "Only root writes the account files, and only root and its group read the shadow ones",
    "chown root: the file; chmod 0644 for passwd and group, 0640 or stricter for shadow and gshadow",
    "/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow")
{
    private const int GroupAndOthersWrite = 0x12; // 0022
    private const int OthersReadOrWrite = 0x6; // 0006

    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        foreach (var table in AccountNames.Of(evidence.Accounts))
        {
            if (evidence.Files.Find(table.Path) is not { } entry) continue;
            var (owner, mode) = (entry.Status.Uid, entry.Status.Mode);
            if (owner != 0) yield return Found($"{table.Path} belongs to the user id {owner}", table.Path);
            var forbidden = table.File is AccountFile.Shadow or AccountFile.Gshadow ? OthersReadOrWrite | GroupAndOthersWrite : GroupAndOthersWrite;
            if ((mode & forbidden) != 0) yield return Found($"{table.Path} has the mode {ModeText.Octal(mode)}", table.Path);
        }
    }
}
