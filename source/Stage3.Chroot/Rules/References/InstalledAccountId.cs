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
        let asked = AskedIds.Of(evidence.Files, account)
        where asked is not null
        let actual = account.Kind == AccountKind.User ? evidence.Accounts.UserId(account.Name) : evidence.Accounts.GroupId(account.Name)
        where actual is not null && actual != asked.Value.Id
        select Found(
            $"the {account.Subject} '{AccountText.Display(account.Name)}' has the id {actual}; {AccountText.Display(account.By)} asks for {asked.Value.Id}",
            AccountText.Display(asked.Value.Path),
            asked.Value.Line).Of(account.Subject, account.Name, account.By);
}
