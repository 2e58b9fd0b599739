using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Policy;

internal sealed class EnabledUnit() : EvidenceRule(
    "policy/enabled-unit-missing",
    Severity.Warning,
    "Units that are enabled exist",
    "disable the unit (systemctl --root disable), or merge the package that has it",
    "/etc/systemd/system")
{
    private const string Enabled = "/etc/systemd/system";
    private static readonly string[] Folders = ["/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from folder in evidence.Files.Names(Enabled)
        where folder.EndsWith(".wants", StringComparison.Ordinal) || folder.EndsWith(".requires", StringComparison.Ordinal)
        from name in evidence.Files.Names($"{Enabled}/{folder}")
        let template = name.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at && name.LastIndexOf('.') is var dot && dot > at ? name[..(at + 1)] + name[dot..] : name
        where !Array.Exists(Folders, unit => IsThere(evidence.Files, $"{unit}/{name}") || IsThere(evidence.Files, $"{unit}/{template}"))
        select Found($"{AccountText.Display(folder)} wants the unit '{AccountText.Display(name)}', which does not exist", AccountText.Display($"{Enabled}/{folder}/{name}"));

    // A link to /dev/null masks, and so says that there is one.
    private static bool IsThere(RootFiles files, string path) =>
        files.Find(path) is not null || (BytePath.TryParse(AccountText.Encode(path), out var link) && files.Status(link) is not null);
}
