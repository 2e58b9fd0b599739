using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class FileRefused() : EvidenceRule(
    "accounts/file-refused",
    Severity.Error,
    "The account files are regular files of a sane size inside the root",
    "put the regular file back that the package manager merged; links must not leave the root",
    "/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from table in AccountNames.Of(evidence.Accounts)
        where table.Refusal is not null
        select Found($"{table.Path} was not read: {table.Refusal}", table.Path);
}
