using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Ownership;

internal sealed class AclUserUnknown() : EntryRule(
    "ownership/acl-user-unknown",
    Severity.Error,
    "Every user that an access control list names by number is in /etc/passwd",
    "take the entry out with setfacl -x, or create the user with that id",
    "/etc/passwd", "every file")
{
    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this, evidence);

    private sealed class Check(AclUserUnknown rule, ChrootEvidence evidence) : EntryCheck
    {
        private readonly IdTally _unknown = new();

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            if (attributes.Count == 0 || !evidence.KnowsUsers) return;
            foreach (var id in PosixAcl.Named(attributes, PosixAcl.User).Distinct())
                if (evidence.Accounts.UserName(id) is null) _unknown.Add(id, entry.Path);
        }

        public override IEnumerable<Finding> End() =>
            from named in _unknown.Sorted()
            select rule.Found($"the access control list of {named.First}{named.Others} names the user id {named.Id}, which is not in /etc/passwd", named.First).OfUser($"{named.Id}", "the access control list");
    }
}
