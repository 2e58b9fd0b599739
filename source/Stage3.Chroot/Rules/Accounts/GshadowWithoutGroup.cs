using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class GshadowWithoutGroup() : EvidenceRule(
    "accounts/gshadow-without-group",
    Severity.Error,
    "Every group of /etc/gshadow is in /etc/group",
    "remove the line, or create the group; grpck -R does it",
    "/etc/gshadow", "/etc/group")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from entry in evidence.Accounts.Gshadow.Entries.DistinctBy(entry => entry.Name)
        where evidence.KnowsGroups && evidence.Accounts.FindGroup(entry.Name) is null
        select Found($"group '{AccountText.Display(entry.Name)}' is in /etc/gshadow but not in /etc/group", "/etc/gshadow", entry.Line).OfGroup(entry.Name);
}
