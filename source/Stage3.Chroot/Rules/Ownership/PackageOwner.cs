using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Portage.BinaryPackages;
using Stage3.Reports;

namespace Stage3.Chroot.Rules.Ownership;

internal sealed class PackageOwner() : EvidenceRule(
    "ownership/package-owner",
    Severity.Error,
    "A file has the owner that its binary package names, by the number that the name has in this root",
    "merge the package again with owners looked up in the root; the file has the number that the name has on the build host, or had when the package was built",
    "the binary packages", "/var/db/pkg", "/etc/passwd", "/etc/group")
{
    internal override IEnumerable<Finding> Check(ChrootEvidence evidence)
    {
        if (!evidence.KnowsUsers || !evidence.KnowsGroups) return [];
        var packages = evidence.Policy.Packages.SelectMany(path => path.IsFolder ? OfFolder(path) : path.IsFile ? [OfFile(path)] : []).ToArray();
        if (packages.Length == 0) return [];
        var installed = evidence.Installed.BuildTimes(evidence.Files);
        // Of several builds of one version, the one that was merged.
        return from package in packages
               where installed.TryGetValue(package.Id, out var time) && (time is null || package.BuildTime == time)
               from finding in OfPackage(evidence, package.File, package.Id)
               select finding;
    }

    private static IEnumerable<(string Id, string? BuildTime, HostPath File)> OfFolder(HostPath folder) =>
        PackageDirectory.Open(folder, [], CancellationToken.None).Index.Entries.Select(entry => (entry.Package.ToString(), entry.Values.GetValueOrDefault(BuildInfoKeys.BuildTime), folder / entry.Path));

    private static (string Id, string? BuildTime, HostPath File) OfFile(HostPath file)
    {
        using var package = BinaryPackageFile.Open(file, PackageScope.MetadataOnly, CancellationToken.None);
        var info = package.ReadMetadata();
        return ($"{info[BuildInfoKeys.Category]}/{info[BuildInfoKeys.Pf]}", info[BuildInfoKeys.BuildTime], file);
    }

    private List<Finding> OfPackage(ChrootEvidence evidence, HostPath file, string package)
    {
        var found = new List<Finding>();
        using var gpkg = BinaryPackageFile.Open(file, PackageScope.Everything, CancellationToken.None);
        using var image = gpkg.OpenImage();
        (BytePath said, BytePath? real) = (BytePath.Root, BytePath.Root);
        while (image.Read() is { } entry)
        {
            if (entry.Type == PaxEntryType.HardLink || entry.Path.IsRoot) continue;
            // A package says /lib/a, and in a merged /usr the file is /usr/lib/a.
            if (entry.Path.Parent != said) (said, real) = (entry.Path.Parent, evidence.Files.Find(entry.Path.Parent)?.Path);
            if (real is not { } folder) continue;
            var path = folder.Child(entry.Path.Name);
            if (evidence.Installed.OwnerOf(path) != package || evidence.Files.Status(path) is not { } status) continue;
            Compare(found, entry, "user", entry.UserName, evidence.Accounts.UserId, status.Uid, package);
            Compare(found, entry, "group", entry.GroupName, evidence.Accounts.GroupId, status.Gid, package);
        }
        return found;
    }

    private void Compare(List<Finding> found, PaxEntry entry, string kind, ByteString name, Func<string, uint?> idOf, uint actual, string package)
    {
        // A name that the root has not is what the rules of references and of unknown owners tell.
        if (name.IsEmpty || idOf(AccountText.Decode(name.Span)) is not { } wanted || wanted == actual) return;
        found.Add(Found($"{entry.Path} of {AccountText.Display(package)} belongs to the {kind} id {actual}; the package says '{name}', which is {wanted} here", entry.Path.ToString()).Of(kind, AccountText.Decode(name.Span), package));
    }
}
