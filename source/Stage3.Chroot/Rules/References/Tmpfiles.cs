using Stage3.Chroot.References;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.References;

internal sealed class Tmpfiles() : ReferenceRule(
    "references/tmpfiles",
    Severity.Error,
    "Accounts that tmpfiles.d names exist, or are made at boot",
    "systemd-tmpfiles passes over the line, so that the path is not made: create the account (acct-user/NAME, acct-group/NAME), or take the package out that installs the file",
    "/usr/lib/tmpfiles.d", "/etc/tmpfiles.d")
{
    internal override IEnumerable<AccountReference> Read(ChrootEvidence evidence) =>
        TmpfilesReferences.Read(evidence.Files).Select(found => found.Reference);
}
