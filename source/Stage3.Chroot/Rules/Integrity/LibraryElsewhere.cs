using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Integrity;

internal sealed class LibraryElsewhere() : EvidenceRule(
    "integrity/library-elsewhere",
    Severity.Note,
    "The libraries that programs and libraries need are where the loader looks for them",
    "nothing, where whoever starts the file sets LD_LIBRARY_PATH or has loaded the library already; otherwise name its folder in /etc/ld.so.conf.d, or in the file's RUNPATH",
    "every ELF file", "/etc/ld.so.conf")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from missing in evidence.Libraries.Missing
        where missing.Elsewhere is not null
        group missing by (missing.Name, Folder: missing.File.Parent) into same
        let others = same.Count() == 1 ? "" : $" (and {same.Count() - 1} more in {same.Key.Folder})"
        select Found(
            $"{same.First().File}{others} needs the library '{AccountText.Display(same.Key.Name)}', which the loader does not find at {same.First().Elsewhere}",
            same.First().File.ToString());
}
