using Stage3.Reports;

namespace Stage3.Chroot.Rules.Contract;

internal sealed class UserId() : EvidenceRule(
    "contract/user-id",
    Severity.Error,
    "A user has the id that the specification asks for",
    "something else took the id first, or the package that creates the user asks for another: set the id there, or drop it from the specification",
    "/etc/passwd")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from user in evidence.Contract.Users
        let entry = evidence.Accounts.FindUser(user.Name.Value)
        where entry is not null && user.Id is { } id && entry.Uid != id
        select Found(
            $"user '{user.Name}' has the id {entry.Uid}; the specification asks for {user.Id}",
            "/etc/passwd",
            entry.Line).OfUser(user.Name.Value, Specification);
}
