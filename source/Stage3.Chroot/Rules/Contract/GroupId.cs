using Stage3.Reports;

namespace Stage3.Chroot.Rules.Contract;

internal sealed class GroupId() : EvidenceRule(
    "contract/group-id",
    Severity.Error,
    "A group has the id that the specification asks for",
    "something else took the id first, or the package that creates the group asks for another: set the id there, or drop it from the specification",
    "/etc/group")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from wanted in evidence.Contract.Groups
        let entry = evidence.Accounts.FindGroup(wanted.Name.Value)
        where entry is not null && wanted.Id is { } id && entry.Gid != id
        select Found($"group '{wanted.Name}' has the id {entry.Gid}; the specification asks for {wanted.Id}", "/etc/group", entry.Line).OfGroup(wanted.Name.Value, Specification);
}
