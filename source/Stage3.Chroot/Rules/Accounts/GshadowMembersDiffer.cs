using System.Collections.Immutable;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class GshadowMembersDiffer() : EvidenceRule(
    "accounts/gshadow-members-differ",
    Severity.Warning,
    "group and gshadow list the same members",
    "run gpasswd -M with the right list, which writes both files",
    "/etc/group", "/etc/gshadow")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        foreach (var shadowed in evidence.Accounts.Gshadow.Entries.DistinctBy(entry => entry.Name))
        {
            if (evidence.Accounts.FindGroup(shadowed.Name) is not { } entry) continue;
            // A member that does not exist is a finding of its own, in each of the two files.
            var (inGroup, inGshadow) = (Known(entry.Members, evidence), Known(shadowed.Members, evidence));
            foreach (var only in inGroup.Except(inGshadow))
                yield return Differs(shadowed, only, "group", "gshadow");
            foreach (var only in inGshadow.Except(inGroup))
                yield return Differs(shadowed, only, "gshadow", "group");
        }
    }

    private static IEnumerable<string> Known(ImmutableArray<string> members, ChrootEvidence evidence) =>
        members.Where(member => evidence.Accounts.FindUser(member) is not null);

    private Finding Differs(GshadowEntry entry, string member, string there, string notThere) => Found(
        $"'{AccountText.Display(member)}' is a member of group '{AccountText.Display(entry.Name)}' in {there} but not in {notThere}",
        "/etc/gshadow",
        entry.Line).OfUser(member, $"group {entry.Name}");
}
