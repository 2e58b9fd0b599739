using Stage3.Chroot.References;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class InstalledAccountId() : EvidenceRule(
    "references/installed-account-id",
    Severity.Warning,
    "Accounts of installed acct-user and acct-group packages have the id that the package asks for",
    "merge the package again into a root in which the id is free; files of binary packages are given by name, so that they follow",
    "/var/db/pkg/acct-user", "/var/db/pkg/acct-group", "/usr/lib/sysusers.d")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from account in InstalledAccountReferences.Read(evidence.Files)
        // The file that the eclass writes, GLEP 81; packages that leave the id open say "-" in it.
        let path = $"/usr/lib/sysusers.d/{(account.Kind == AccountKind.User ? "acct-user" : "acct-group")}-{account.Name}.conf"
        from asked in Sysusers.Ids(evidence.Files, path)
        where asked.Kind == account.Kind && asked.Name == account.Name
        let actual = account.Kind == AccountKind.User ? evidence.Accounts.UserId(account.Name) : evidence.Accounts.GroupId(account.Name)
        where actual is not null && actual != asked.Id
        select Found(
            $"the {account.Subject} '{AccountText.Display(account.Name)}' has the id {actual}; {AccountText.Display(account.By)} asks for {asked.Id}",
            AccountText.Display(path),
            asked.Line).Of(account.Subject, account.Name, account.By);
}
