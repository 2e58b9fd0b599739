using Stage3.Archives.Tar;
using Stage3.Embedded.Merging;
using Stage3.Embedded.Phases;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>
/// The image of a package whose <c>pkg_preinst</c> may change it (PMS 9.1.14): unpacked for the phase, and merged as the
/// phase has left it.
/// </summary>
internal static class ChangeableImage
{
    /// <summary>Unpacks the image where it does not lie in a folder yet, runs the phase, and reads the folder from then on.</summary>
    public static async Task<ImageSource> OfAsync(
        GpkgFile package, HostPath? image, HostPath root, HostPath folder, PackagePhases phases, CancellationToken cancellation)
    {
        var accounts = AccountDatabase.Read(root);
        var unpacked = image ?? Unpack(package, accounts, folder / "image", cancellation);
        await phases.RunAsync([Phase.PreInst], unpacked, cancellation);

        var archive = folder.EnsureFolder() / "image.tar";
        await using (var stream = File.Create(archive.Value))
        {
            new TreeArchiver { Prefix = "image/", SortXattrs = true }.Archive(unpacked, stream, cancellation);
        }

        return ImageSource.OfArchive(archive);
    }

    private static HostPath Unpack(GpkgFile package, AccountDatabase accounts, HostPath folder, CancellationToken cancellation)
    {
        TreeRemoval.Remove(folder, cancellation);
        folder.EnsureFolder();
        var id = PackageId.Parse("unpacked/image-0");
        new ImageMerger(folder, InstalledDatabase.Open(folder), ConfigProtection.None) { Accounts = accounts }
            .Merge(id, package.OpenImage, [], cancellation);
        return folder;
    }
}
