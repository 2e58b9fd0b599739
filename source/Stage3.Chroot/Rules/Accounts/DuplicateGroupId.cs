using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class DuplicateGroupId() : EvidenceRule(
    "accounts/duplicate-group-id",
    Severity.Warning,
    "No two groups share an id",
    "give one of them an id of its own and its files to that id: members of the one are let in as members of the other",
    "/etc/group")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from same in evidence.Accounts.Group.Entries.DistinctBy(entry => entry.Name).GroupBy(entry => entry.Gid)
        from again in same.Skip(1)
        select Found(
            $"group '{AccountText.Display(again.Name)}' has the id {same.Key} of group '{AccountText.Display(same.First().Name)}'",
            "/etc/group",
            again.Line).OfGroup(again.Name);
}
