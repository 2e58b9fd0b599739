using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class SystemdUnit() : ReferenceRule(
    "references/systemd-unit",
    Severity.Error,
    "Accounts that systemd units name exist, or are made at boot",
    "the unit fails to start until then: create the account (acct-user/NAME, acct-group/NAME), or take the package out that installs the file",
    "/usr/lib/systemd/system", "/etc/systemd/system")
{
    private static readonly string[] Manager = ["/usr/lib/systemd/systemd", "/lib/systemd/systemd"];

    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) => SystemdReferences.Read(evidence.Files);

    // Units lie ready in containers too, where nothing starts them.
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        var isStarted = Array.Exists(Manager, path => evidence.Files.Find(path) is not null);
        return base.Check(evidence).Select(finding => isStarted ? finding : finding with { Severity = Severity.Note });
    }
}
