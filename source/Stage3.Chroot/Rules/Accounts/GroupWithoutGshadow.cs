using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class GroupWithoutGshadow() : EvidenceRule(
    "accounts/group-without-gshadow",
    Severity.Warning,
    "Every group is in /etc/gshadow too",
    "run grpconv -R, and create groups with groupadd --prefix, which writes both files together",
    "/etc/group", "/etc/gshadow")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        var accounts = evidence.Accounts;
        var ofContract = Contract.ContractGroups.Of(evidence.Contract).Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        return from entry in accounts.Group.Entries.DistinctBy(entry => entry.Name)
               where accounts.Gshadow is { IsThere: true, Refusal: null } && accounts.FindGshadow(entry.Name) is null
                   // Those are the contract's own finding.
                   && !ofContract.Contains(entry.Name)
               select Found($"group '{AccountText.Display(entry.Name)}' is in /etc/group but not in /etc/gshadow", "/etc/group", entry.Line).OfGroup(entry.Name);
    }
}
