using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Integrity;

internal sealed class FileGone() : EvidenceRule(
    "integrity/file-missing",
    Severity.Error,
    "Everything that a package put into the root is still there",
    "merge the package again, or have it not install the file (INSTALL_MASK)",
    "/var/db/pkg")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from ofPackage in evidence.Comparison.Missing.GroupBy(file => file.Package)
        let first = ofPackage.First()
        let others = ofPackage.Count() == 1 ? "" : $" (and {ofPackage.Count() - 1} more)"
        select Found($"{first.Entry.Path}{others} of {AccountText.Display(first.Package)} is missing", AccountText.Display(first.Path), first.Line);
}
