using Stage3.Reports;

namespace Stage3.Chroot.Rules.Contract;

internal sealed class UserMembership() : EvidenceRule(
    "contract/user-membership",
    Severity.Error,
    "A user is in the groups that the specification asks for",
    "name the group in the package that creates the user (ACCT_USER_GROUPS, or the fifth argument of enewuser)",
    "/etc/passwd", "/etc/group")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from user in evidence.Contract.Users
        let entry = evidence.Accounts.FindUser(user.Name.Value)
        where entry is not null
        from wanted in user.Groups
        let groupEntry = evidence.Accounts.FindGroup(wanted.Value)
        where groupEntry is not null && !evidence.Accounts.IsMember(entry, groupEntry)
        select Found($"user '{user.Name}' is not in group '{wanted}', which the specification asks for", "/etc/group", groupEntry.Line).OfUser(user.Name.Value, Specification);
}
