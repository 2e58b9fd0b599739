using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class DuplicateUserId() : EvidenceRule(
    "accounts/duplicate-user-id",
    Severity.Warning,
    "No two users share an id",
    "give one of them an id of its own and its files to that id: files of the one are shown as, and belong to, both",
    "/etc/passwd")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        // A second user 0 is an error of its own, and a name that is there twice another.
        from same in evidence.Accounts.Passwd.Entries.DistinctBy(user => user.Name).GroupBy(user => user.Uid)
        where same.Key != 0
        from again in same.Skip(1)
        select Found(
            $"user '{AccountText.Display(again.Name)}' has the id {same.Key} of user '{AccountText.Display(same.First().Name)}'",
            "/etc/passwd",
            again.Line).OfUser(again.Name);
}
