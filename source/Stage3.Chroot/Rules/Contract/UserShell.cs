using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Contract;

internal sealed class UserShell() : EvidenceRule(
    "contract/user-shell",
    Severity.Error,
    "A user has the login shell that the specification asks for",
    "give the shell to the package that creates the user (ACCT_USER_SHELL, or the third argument of enewuser)",
    "/etc/passwd")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from user in evidence.Contract.Users
        let entry = evidence.Accounts.FindUser(user.Name.Value)
        where entry is not null && user.Shell is { } shell && entry.Shell != shell
        select Found(
            $"user '{user.Name}' has the shell '{AccountText.Display(entry.Shell)}'; the specification asks for '{user.Shell}'",
            "/etc/passwd",
            entry.Line).OfUser(user.Name.Value, Specification);
}
