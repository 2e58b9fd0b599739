using Stage3.Reports;

namespace Stage3.Chroot.Rules.Contract;

internal sealed class UserWithoutShadow() : EvidenceRule(
    "contract/user-without-shadow",
    Severity.Error,
    "Every user that the specification names is in /etc/shadow too",
    "create the account with useradd --prefix, which writes all files together; a line added to /etc/passwd by hand is half an account",
    "/etc/passwd", "/etc/shadow")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from user in evidence.Contract.Users
        let entry = evidence.Accounts.FindUser(user.Name.Value)
        where entry is not null && evidence.Accounts.FindShadow(entry.Name) is null
        select Found($"user '{user.Name}' of the specification is in /etc/passwd but not in /etc/shadow", "/etc/passwd", entry.Line).OfUser(user.Name.Value, Specification);
}
