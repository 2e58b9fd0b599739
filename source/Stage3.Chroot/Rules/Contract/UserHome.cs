using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Contract;

internal sealed class UserHome() : EvidenceRule(
    "contract/user-home",
    Severity.Error,
    "A user has the home folder that the specification asks for",
    "give the home to the package that creates the user (ACCT_USER_HOME, or the fourth argument of enewuser)",
    "/etc/passwd")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from user in evidence.Contract.Users
        let entry = evidence.Accounts.FindUser(user.Name.Value)
        where entry is not null && user.Home is { } home && entry.Home != home
        select Found(
            $"user '{user.Name}' has the home '{AccountText.Display(entry.Home)}'; the specification asks for '{user.Home}'",
            "/etc/passwd",
            entry.Line).OfUser(user.Name.Value, Specification);
}
