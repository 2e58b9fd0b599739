using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class RootMissing() : EvidenceRule(
    "accounts/root-missing",
    Severity.Error,
    "User and group root exist and have the id 0",
    "merge the package that brings the account files (sys-apps/baselayout) first",
    "/etc/passwd", "/etc/group")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        // Where the file itself is missing or refused, that is the finding.
        var accounts = evidence.Accounts;
        if (evidence.KnowsUsers && accounts.UserId("root") is not 0u)
            yield return Found($"user 'root' {HasNot(accounts.UserId("root"))}", "/etc/passwd", accounts.FindUser("root")?.Line).OfUser("root");
        if (evidence.KnowsGroups && accounts.GroupId("root") is not 0u)
            yield return Found($"group 'root' {HasNot(accounts.GroupId("root"))}", "/etc/group", accounts.FindGroup("root")?.Line).OfGroup("root");
    }

    private static string HasNot(uint? id) => id is { } other ? $"has the id {other} and not 0" : "is missing";
}
