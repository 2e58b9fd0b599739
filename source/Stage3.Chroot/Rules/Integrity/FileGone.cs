using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Integrity;

internal sealed class FileGone() : EvidenceRule(
    "integrity/file-missing",
    Severity.Error,
    "Everything that a package put into the root is still there; in folders that are emptied before packing, that is a note",
    "merge the package again, or have it not install the file (INSTALL_MASK)",
    "/var/db/pkg")
{
    // What catalyst and others empty before they pack; what needs a folder there makes it.
    private static readonly BytePath[] Emptied = [.. new[] { "root", "run", "tmp", "var/cache", "var/log", "var/tmp" }.Select(BytePath.Parse)];

    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from ofPackage in evidence.Comparison.Missing.GroupBy(file => (file.Package, IsEmptied: IsEmptied(file.Entry.Path)))
        let first = ofPackage.First()
        let others = ofPackage.Count() == 1 ? "" : $" (and {ofPackage.Count() - 1} more)"
        let found = Found($"{first.Entry.Path}{others} of {AccountText.Display(first.Package)} is missing", AccountText.Display(first.Path), first.Line)
        select ofPackage.Key.IsEmptied ? found with { Severity = Severity.Note } : found;

    private static bool IsEmptied(BytePath path) => Array.Exists(Emptied, folder => folder.Contains(path));
}
