using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Integrity;

internal sealed class LibraryMissing() : EvidenceRule(
    "integrity/library-missing",
    Severity.Error,
    "The libraries that programs and libraries need are in the root",
    "merge the package that has the library, or build the one that needs it again",
    "every ELF file", "/etc/ld.so.conf")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from missing in evidence.Libraries.Missing
        where missing.Elsewhere is null
        let found = Found($"{missing.File} needs the library '{AccountText.Display(missing.Name)}', which is not in the root", missing.File.ToString())
        // A plugin is mostly passed over by who loads it.
        select missing.IsStarted ? found : found with { Severity = Severity.Warning };
}
