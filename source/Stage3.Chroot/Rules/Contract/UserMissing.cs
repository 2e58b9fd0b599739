using Stage3.Reports;

namespace Stage3.Chroot.Rules.Contract;

internal sealed class UserMissing() : EvidenceRule(
    "contract/user-missing",
    Severity.Error,
    "Every user that the specification names is in /etc/passwd",
    "merge the package that creates it (acct-user/NAME, or the one that calls enewuser) with a ROOT-aware user.eclass, or take it out of the specification",
    "/etc/passwd")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from user in evidence.Contract.Users
        where evidence.Accounts.FindUser(user.Name.Value) is null
        select Found($"user '{user.Name}' of the specification is not in /etc/passwd", "/etc/passwd").OfUser(user.Name.Value, Specification);
}
