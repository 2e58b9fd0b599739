using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class UserWithoutShadow() : EvidenceRule(
    "accounts/user-without-shadow",
    Severity.Error,
    "Every user is in /etc/shadow too",
    "run pwconv -R, and create accounts with useradd --prefix, which writes all files together",
    "/etc/passwd", "/etc/shadow")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        var accounts = evidence.Accounts;
        var ofContract = evidence.Contract.Users.Select(user => user.Name.Value).ToHashSet(StringComparer.Ordinal);
        return from user in accounts.Passwd.Entries.DistinctBy(user => user.Name)
               where accounts.Shadow is { IsThere: true, Refusal: null } && accounts.FindShadow(user.Name) is null
                   // Those are the contract's own finding.
                   && !ofContract.Contains(user.Name)
               select Found($"user '{AccountText.Display(user.Name)}' is in /etc/passwd but not in /etc/shadow", "/etc/passwd", user.Line).OfUser(user.Name);
    }
}
