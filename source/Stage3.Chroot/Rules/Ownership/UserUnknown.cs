using Stage3.Chroot.References;
using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Ownership;

internal sealed class UserUnknown() : EntryRule(
    "ownership/user-unknown",
    Severity.Error,
    "Every file belongs to a user of /etc/passwd",
    "create the account before the package is merged, or chown the files by a name of this root; the next account that gets the id owns them",
    "/etc/passwd", "/usr/lib/sysusers.d", "every file")
{
    internal override EntryCheck Begin(ChrootEvidence evidence) => new Check(this, evidence);

    private sealed class Check(UserUnknown rule, ChrootEvidence evidence) : EntryCheck
    {
        private readonly IdTally _unknown = new();

        public override void Visit(RootEntry entry, XattrList attributes)
        {
            // Id 0 is root's under whatever name; that it has none is a finding of its own.
            if (evidence.KnowsUsers && entry.Status.Uid != 0 && evidence.Accounts.UserName(entry.Status.Uid) is null
                && !evidence.Sysusers.MakesId(AccountKind.User, entry.Status.Uid)) _unknown.Add(entry.Status.Uid, entry.Path);
        }

        public override IEnumerable<Finding> End() =>
            from owner in _unknown.Sorted()
            select rule.Found($"{owner.First}{owner.Others} belongs to the user id {owner.Id}, which is not in /etc/passwd", owner.First).OfUser($"{owner.Id}");
    }
}
