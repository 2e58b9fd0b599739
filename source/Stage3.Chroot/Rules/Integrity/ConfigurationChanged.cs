using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Integrity;

internal sealed class ConfigurationChanged() : EvidenceRule(
    "integrity/configuration-changed",
    Severity.Note,
    "Configuration in /etc that is not as its package brought it is known",
    "nothing, where it was meant: accounts are added to passwd, say; otherwise merge the package again",
    "/var/db/pkg")
{
    private static readonly BytePath Etc = BytePath.Parse("etc");

    internal static bool IsConfiguration(BytePath path) => Etc.Contains(path);

    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from changed in evidence.Comparison.Changed
        where IsConfiguration(changed.File.Entry.Path)
        select Found(
            $"{changed.File.Entry.Path} of {AccountText.Display(changed.File.Package)} {changed.How}", AccountText.Display(changed.File.Path), changed.File.Line);
}
