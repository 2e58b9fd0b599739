using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class LogrotateOwner() : ReferenceRule(
    "references/logrotate",
    Severity.Error,
    "Accounts that logrotate hands files to exist, or are made at boot",
    "logrotate passes over the whole file: create the account (acct-user/NAME, acct-group/NAME), or take the line out",
    "/etc/logrotate.conf", "/etc/logrotate.d")
{
    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) => LogrotateReferences.Read(evidence.Files);
}
