using Stage3.Reports;

namespace Stage3.Chroot.Rules.Contract;

internal sealed class GroupMissing() : EvidenceRule(
    "contract/group-missing",
    Severity.Error,
    "Every group that the specification names is in /etc/group",
    "merge the package that creates it (acct-group/NAME, or the one that calls enewgroup) with a ROOT-aware user.eclass, or take it out of the specification",
    "/etc/group")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from name in ContractGroups.Of(evidence.Contract)
        where evidence.Accounts.FindGroup(name.Value) is null
        select Found($"group '{name}' of the specification is not in /etc/group", "/etc/group").OfGroup(name.Value, Specification);
}
