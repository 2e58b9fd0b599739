using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class IdOutOfRange() : EvidenceRule(
    "accounts/id-out-of-range",
    Severity.Warning,
    "Ids lie below the end of a range of login.defs: what is beyond belongs to containers, dynamic users and homed",
    "give it an id of the system range; https://systemd.io/UIDS-GIDS tells who else uses which ids",
    "/etc/passwd", "/etc/group", LoginDefs.Path)
{
    private const uint Nobody = 65534;

    // Gentoo's group nogroup; nobody else uses it.
    private const uint Nogroup = 65533;

    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        var ranges = evidence.LoginDefs;
        foreach (var user in evidence.Accounts.Passwd.Entries.Where(user => IsOut(user.Uid, ranges.SystemUsers, ranges.RegularUsers)))
            yield return Found(
                $"user '{AccountText.Display(user.Name)}' has the id {user.Uid}, outside of {ranges.SystemUsers} and {ranges.RegularUsers}",
                "/etc/passwd",
                user.Line).OfUser(user.Name);
        foreach (var entry in evidence.Accounts.Group.Entries.Where(entry => IsOut(entry.Gid, ranges.SystemGroups, ranges.RegularGroups)))
            yield return Found(
                $"group '{AccountText.Display(entry.Name)}' has the id {entry.Gid}, outside of {ranges.SystemGroups} and {ranges.RegularGroups}",
                "/etc/group",
                entry.Line).OfGroup(entry.Name);
    }

    // Below the system range are the ids that distributions give by hand.
    // Ranges that contradict themselves are a finding of their own.
    private static bool IsOut(uint id, IdRange system, IdRange regular) =>
        system.First <= system.Last && id > system.Last && !regular.Contains(id) && id is not (Nobody or Nogroup);
}
