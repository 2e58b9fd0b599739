using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Merging;

/// <summary>Unpacks an image into a folder of its own, as <c>pkg_preinst</c> finds it (D, PMS 11.1): nothing is recorded.</summary>
public static class ImageUnpacker
{
    /// <summary>Unpacks.</summary>
    /// <param name="package">Whose image it is.</param>
    /// <param name="image">What is unpacked.</param>
    /// <param name="folder">Where to; made anew.</param>
    /// <param name="mask">What of it is left out.</param>
    /// <param name="accounts">Who the owners' names are: the accounts of the root that the folder is for.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <exception cref="MergeRefusedException">The image is one that no root can take: all reasons.</exception>
    public static void Unpack(PackageId package, IPackageImage image, InstallMask mask, HostPath folder, AccountDatabase accounts, CancellationToken cancellation)
    {
        TreeRemoval.Remove(folder, cancellation);
        using var root = RootFolder.Open(folder.EnsureFolder());
        using var staging = new StagingFolder(root, folder);
        using var staged = StagedImage.Stage(staging, image, mask, null, cancellation);
        var paths = new RealPaths(root);
        using var planner = new MergePlanner(root, InstalledDatabase.Open(folder), paths, ConfigProtection.None, CollisionPolicy.Owned, []);
        planner.Look(staged, cancellation);
        if (staged.Problems.AddRange(planner.Problems) is { IsEmpty: false } problems) throw new MergeRefusedException(package, folder, problems);
        using var writer = new RootWriter(root, new Owners(() => accounts));
        new ImageWriter(root, staged, new ProtectedPlacement(new MergePolicy(ConfigProtection.None), new RecordedFiles([], paths)), writer).Write(planner.Members, cancellation);
    }
}
