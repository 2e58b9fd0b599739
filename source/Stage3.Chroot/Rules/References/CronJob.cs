using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class CronJob() : ReferenceRule(
    "references/cron-job",
    Severity.Error,
    "Users that cron jobs run as exist, or are made at boot",
    "cron passes over the job: create the account (acct-user/NAME), or take the job out",
    "/etc/crontab", "/etc/cron.d", "/var/spool/cron")
{
    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) => CronReferences.Read(evidence.Files);
}
