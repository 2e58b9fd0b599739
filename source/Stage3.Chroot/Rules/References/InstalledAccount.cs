using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class InstalledAccount() : ReferenceRule(
    "references/installed-account",
    Severity.Error,
    "Accounts of installed acct-user and acct-group packages exist, or are made at boot",
    "merge the package again with an eclass that honours ROOT: its account went into another system, or was removed",
    "/var/db/pkg/acct-user", "/var/db/pkg/acct-group")
{
    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) => InstalledAccountReferences.Read(evidence.Files);
}
