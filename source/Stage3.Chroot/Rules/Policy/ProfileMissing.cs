using Stage3.Linux.Files;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Policy;

internal sealed class ProfileMissing() : EvidenceRule(
    "policy/profile",
    Severity.Error,
    "A root with installed packages has a profile, and it lies in a repository: make.profile, portage(5)",
    "set it with eselect profile; the repository itself need not be in the root",
    "/etc/portage/make.profile", "/var/db/repos")
{
    private static readonly BytePath Link = BytePath.Parse("etc/portage/make.profile");
    private static readonly string[] Repositories = ["/var/db/repos/", "/usr/portage/", "/var/lib/layman/"];

    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        if (!evidence.Installed.IsThere) yield break;
        if (evidence.Files.Status(Link) is not { } status)
        {
            yield return Found("there is no /etc/portage/make.profile", $"{Link}");
            yield break;
        }
        if (status.Type != FileType.Symlink || evidence.Files.Find(Link) is { Status.IsFolder: true }) yield break;
        var target = evidence.Files.ReadLink(Link).ToString();
        var repository = Array.Find(Repositories, folder => target.Contains(folder, StringComparison.Ordinal) && target.Contains("/profiles/", StringComparison.Ordinal));
        if (repository is null) yield return Found($"{Link} points to '{target}', which is in no repository", $"{Link}");
        // The repository is there, so the profile should be: else it comes with the first synchronisation.
        else if (evidence.Files.Find(target[target.IndexOf(repository, StringComparison.Ordinal)..target.IndexOf("/profiles/", StringComparison.Ordinal)] + "/profiles") is { Status.IsFolder: true })
            yield return Found($"{Link} points to '{target}', which the repository has not", $"{Link}");
    }
}
