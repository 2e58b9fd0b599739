using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Ownership;

internal sealed class AclGroupUnknown() : EntryRule(
    "ownership/acl-group-unknown",
    Severity.Error,
    "Every group that an access control list names by number is in /etc/group",
    "take the entry out with setfacl -x, or create the group with that id",
    "/etc/group", "every file")
{
    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this, evidence);

    private sealed class Check(AclGroupUnknown rule, ChrootEvidence evidence) : EntryCheck
    {
        private readonly IdTally _unknown = new();

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            if (attributes.Count == 0 || !evidence.KnowsGroups) return;
            foreach (var id in PosixAcl.Named(attributes, PosixAcl.Group).Distinct())
                if (evidence.Accounts.GroupName(id) is null) _unknown.Add(id, entry.Path);
        }

        public override IEnumerable<Finding> End() =>
            from named in _unknown.Sorted()
            select rule.Found($"the access control list of {named.First}{named.Others} names the group id {named.Id}, which is not in /etc/group", named.First).OfGroup($"{named.Id}", "the access control list");
    }
}
