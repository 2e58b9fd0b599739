using Stage3.Chroot.References;
using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Ownership;

internal sealed class GroupUnknown() : EntryRule(
    "ownership/group-unknown",
    Severity.Error,
    "Every file belongs to a group of /etc/group",
    "create the account before the package is merged, or chown the files by a name of this root; the next account that gets the id owns them",
    "/etc/group", "/usr/lib/sysusers.d", "every file")
{
    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this, evidence);

    private sealed class Check(GroupUnknown rule, ChrootEvidence evidence) : EntryCheck
    {
        private readonly IdTally _unknown = new();

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            // Id 0 is root's under whatever name; that it has none is a finding of its own.
            if (evidence.KnowsGroups && entry.Status.Gid != 0 && evidence.Accounts.GroupName(entry.Status.Gid) is null
                && !evidence.Sysusers.MakesId(AccountKind.Group, entry.Status.Gid)) _unknown.Add(entry.Status.Gid, entry.Path);
        }

        public override IEnumerable<Finding> End() =>
            from owner in _unknown.Sorted()
            select rule.Found($"{owner.First}{owner.Others} belongs to the group id {owner.Id}, which is not in /etc/group", owner.First).OfGroup($"{owner.Id}");
    }
}
