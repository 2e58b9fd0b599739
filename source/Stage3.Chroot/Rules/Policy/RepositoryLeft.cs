using Stage3.Portage.Accounts;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Policy;

internal sealed class RepositoryLeft() : EvidenceRule(
    "policy/repository",
    Severity.Warning,
    "No ebuild repository lies in the root: an official stage has none, and the first synchronisation brings it",
    "mount it while the root is made, and do not copy it; a repository is larger than the stage and outdated in a day",
    "/var/db/repos", "/usr/portage")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence) =>
        from path in evidence.Files.Names("/var/db/repos").Select(name => $"/var/db/repos/{name}").Append("/usr/portage")
        // What makes a folder a repository: PMS, profiles/repo_name, and portage(5), metadata/layout.conf.
        where evidence.Files.Find($"{path}/profiles/repo_name") is not null || evidence.Files.Find($"{path}/metadata/layout.conf") is not null
        select Found($"{AccountText.Display(path)} is an ebuild repository", AccountText.Display(path));
}
