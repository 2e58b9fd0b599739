using Stage3.Chroot.References;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class TmpfilesTooEarly() : EvidenceRule(
    "references/tmpfiles-too-early",
    Severity.Warning,
    "Owners of device nodes exist before the first boot: tmpfiles.d sets them before systemd-sysusers makes any",
    "create the group in the stage already; otherwise the first boot logs an error and the node belongs to root until udev comes",
    "/usr/lib/tmpfiles.d", "/usr/lib/sysusers.d")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from found in TmpfilesReferences.Read(evidence.Files)
        where found.Target.StartsWith("/dev/", StringComparison.Ordinal) && evidence.PresenceOf(found.Reference) == Presence.MadeAtBoot
        select Found(
            $"{AccountText.Display(found.Reference.By)} needs '{AccountText.Display(found.Reference.Name)}' before systemd-sysusers makes it",
            AccountText.Display(found.Reference.Path),
            found.Reference.Line).Of(found.Reference.Subject, found.Reference.Name, found.Reference.By);
}
