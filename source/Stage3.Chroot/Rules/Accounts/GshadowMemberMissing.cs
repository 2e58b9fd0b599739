using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Accounts;

internal sealed class GshadowMemberMissing() : EvidenceRule(
    "accounts/gshadow-member-missing",
    Severity.Error,
    "The members and administrators that gshadow lists exist",
    "take the name out of /etc/gshadow; grpck -R does it",
    "/etc/gshadow", "/etc/passwd")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from entry in evidence.Accounts.Gshadow.Entries
        from listed in entry.Administrators.Select(name => (name, role: "administrator"))
            .Concat(entry.Members.Select(name => (name, role: "member"))).Distinct()
        where evidence.KnowsUsers && evidence.Accounts.FindUser(listed.name) is null
        select Found(
            $"{listed.role} '{AccountText.Display(listed.name)}' of group '{AccountText.Display(entry.Name)}' is no user",
            "/etc/gshadow",
            entry.Line).OfUser(listed.name, $"group {entry.Name}");
}
