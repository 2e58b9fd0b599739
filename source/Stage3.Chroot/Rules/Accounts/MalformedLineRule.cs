using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class MalformedLineRule() : EvidenceRule(
    "accounts/malformed-line",
    Severity.Error,
    "Every line of the account files is well-formed",
    "correct the line or remove it; pwck -R and grpck -R name the same ones",
    "/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from line in evidence.Accounts.Malformed
        select Found($"malformed line '{Shown(line)}': {line.Reason}", AccountFiles.PathOf(line.File), line.Line);

    // A broken line of a shadow file may hold a hash, and reports travel.
    private static string Shown(MalformedLine line) =>
        line.File is AccountFile.Shadow or AccountFile.Gshadow && line.Text.Split(':') is [var name, _, ..]
            ? $"{name}:…"
            : line.Text;
}
