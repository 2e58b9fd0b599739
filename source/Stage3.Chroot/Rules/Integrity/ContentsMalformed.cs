using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Integrity;

internal sealed class ContentsMalformed() : EvidenceRule(
    "integrity/contents-malformed",
    Severity.Error,
    "Every line of the packages' CONTENTS is well-formed",
    "merge the package again: without the line its file is never updated or removed",
    "/var/db/pkg")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
    [
        .. from line in evidence.Installed.Malformed
           select Found($"the CONTENTS of {AccountText.Display(line.Package)} has a malformed line", AccountText.Display(line.Path), line.Line),
        .. from file in evidence.Installed.Refused
           select Found($"the CONTENTS of {AccountText.Display(file.Package)} was not read: it is no regular file of a sane size", AccountText.Display(file.Path)),
    ];
}
