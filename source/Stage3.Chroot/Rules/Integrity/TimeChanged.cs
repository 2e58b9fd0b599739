using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Integrity;

internal sealed class TimeChanged() : EvidenceRule(
    "integrity/time-changed",
    Severity.Warning,
    "Files have the modification time that their package recorded, where the specification asks for that (verify.modificationTimes)",
    "find out what touched the file after the merge; where times are meant to be levelled, do not ask for them",
    "/var/db/pkg")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from file in evidence.Policy.ModificationTimes ? evidence.Comparison.Touched : []
        select Found(
            $"{file.Entry.Path} of {AccountText.Display(file.Package)} has another modification time than {file.Entry.Mtime}", AccountText.Display(file.Path), file.Line);
}
