using Stage3.Reports;

namespace Stage3.Chroot.Rules.Contract;

internal sealed class GroupWithoutGshadow() : EvidenceRule(
    "contract/group-without-gshadow",
    Severity.Error,
    "Every group that the specification names is in /etc/gshadow too",
    "create the group with groupadd --prefix, which writes both files together, and see that /etc/gshadow exists before",
    "/etc/group", "/etc/gshadow")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from name in ContractGroups.Of(evidence.Contract)
        let entry = evidence.Accounts.FindGroup(name.Value)
        where entry is not null && evidence.Accounts.FindGshadow(entry.Name) is null
        select Found($"group '{name}' of the specification is in /etc/group but not in /etc/gshadow", "/etc/group", entry.Line).OfGroup(name.Value, Specification);
}
