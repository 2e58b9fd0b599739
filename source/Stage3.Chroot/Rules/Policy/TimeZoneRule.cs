using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Policy;

internal sealed class TimeZoneRule() : EvidenceRule(
    "policy/time-zone",
    Severity.Warning,
    "The time zone that is chosen exists: localtime(5)",
    "link /etc/localtime to a zone below /usr/share/zoneinfo, or remove it for UTC",
    "/etc/localtime", "/etc/timezone")
{
    private static readonly BytePath Link = BytePath.Parse("etc/localtime");

    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        if (evidence.Files.Status(Link) is { Type: FileType.Symlink } && evidence.Files.Find(Link) is null)
            yield return Found($"{Link} points to '{evidence.Files.ReadLink(Link)}', which does not exist", $"{Link}");
        if (evidence.Files.ReadText("/etc/timezone")?.Split('\n')[0].Trim() is { Length: > 0 } zone && !zone.StartsWith('#')
            && evidence.Files.Find("/usr/share/zoneinfo") is { Status.IsFolder: true } && !zone.Contains("..", StringComparison.Ordinal)
            && evidence.Files.Find($"/usr/share/zoneinfo/{zone}") is null)
            yield return Found($"/etc/timezone names '{Portage.Accounts.AccountText.Display(zone)}', which does not exist", "/etc/timezone", 1);
    }
}
