using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class IdRangesOverlap() : EvidenceRule(
    "accounts/id-ranges-overlap",
    Severity.Warning,
    "The ranges of system and regular ids in login.defs do not overlap and are not empty",
    "set SYS_UID_MAX below UID_MIN, SYS_GID_MAX below GID_MIN, and each minimum below its maximum",
    LoginDefs.Path)
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        var ranges = evidence.LoginDefs;
        foreach (var range in new[] { ranges.SystemUsers, ranges.RegularUsers, ranges.SystemGroups, ranges.RegularGroups })
            if (range.First > range.Last)
                yield return Found($"the range that begins with {range.Setting} is empty: {range}", LoginDefs.Path, range.Line);
        foreach (var (system, regular) in new[] { (ranges.SystemUsers, ranges.RegularUsers), (ranges.SystemGroups, ranges.RegularGroups) })
            if (system.Overlaps(regular))
                yield return Found(
                    $"the ranges that begin with {system.Setting} ({system}) and {regular.Setting} ({regular}) overlap", LoginDefs.Path, system.Line);
    }
}
