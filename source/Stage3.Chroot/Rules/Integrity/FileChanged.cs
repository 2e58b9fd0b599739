using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Integrity;

internal sealed class FileChanged() : EvidenceRule(
    "integrity/file-changed",
    Severity.Error,
    "What a package put into the root is as it was put there; configuration in /etc is looked at by another rule",
    "find out what wrote to it after the merge, and merge the package again",
    "/var/db/pkg")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from changed in evidence.Comparison.Changed
        where !ConfigurationChanged.IsConfiguration(changed.File.Entry.Path)
        select Found(
            $"{changed.File.Entry.Path} of {AccountText.Display(changed.File.Package)} {changed.How}", AccountText.Display(changed.File.Path), changed.File.Line);
}
