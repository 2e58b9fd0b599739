using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class FileMissing() : EvidenceRule(
    "accounts/file-missing",
    Severity.Error,
    "The root has passwd, group, shadow and gshadow",
    "merge the package that brings the account files (sys-apps/baselayout) first, and create gshadow with grpconv",
    "/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from table in AccountNames.Of(evidence.Accounts)
        where !table.IsThere
        select Found($"there is no {table.Path}", table.Path) with { Severity = SeverityOf(table.File) };

    // Without gshadow everything works: group then holds the passwords that nobody uses.
    private static Severity SeverityOf(AccountFile file) => file == AccountFile.Gshadow ? Severity.Warning : Severity.Error;
}
