using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Contract;

internal sealed class UserPrimaryGroup() : EvidenceRule(
    "contract/user-primary-group",
    Severity.Error,
    "A user has the primary group that the specification asks for",
    "name that group first in the package that creates the user (ACCT_USER_GROUPS, or the fifth argument of enewuser)",
    "/etc/passwd", "/etc/group")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        foreach (var user in evidence.Contract.Users)
        {
            // Where the group itself is missing, that is the finding.
            if (user.PrimaryGroup is not { } wanted || evidence.Accounts.GroupId(wanted.Value) is not { } id) continue;
            if (evidence.Accounts.FindUser(user.Name.Value) is not { } entry || entry.Gid == id) continue;
            var actual = evidence.Accounts.GroupName(entry.Gid) is { } name ? $"'{AccountText.Display(name)}'" : $"{entry.Gid}";
            yield return Found(
                $"user '{user.Name}' has the primary group {actual}; the specification asks for '{wanted}'", "/etc/passwd", entry.Line).OfUser(user.Name.Value, Specification);
        }
    }
}
