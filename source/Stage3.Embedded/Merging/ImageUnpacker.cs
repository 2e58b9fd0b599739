using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>Unpacks an image into a folder of its own, as <c>pkg_preinst</c> finds it (D, PMS 11.1): nothing is recorded.</summary>
public static class ImageUnpacker
{
    /// <summary>Unpacks.</summary>
    /// <param name="image">What is unpacked.</param>
    /// <param name="folder">Where to; made anew.</param>
    /// <param name="accounts">Who the owners' names are: the accounts of the root that the folder is for.</param>
    /// <param name="cancellation">Stops between files.</param>
    public static void Unpack(IPackageImage image, HostPath folder, AccountDatabase accounts, CancellationToken cancellation)
    {
        TreeRemoval.Remove(folder, cancellation);
        using var root = RootFolder.Open(folder.EnsureFolder());
        var paths = new RealPaths(root);
        var planner = new MergePlanner(root, InstalledDatabase.Open(folder), paths, ConfigProtection.None, []);
        planner.Look(image, cancellation);
        using var writer = new RootWriter(root, new Owners(accounts));
        new ImageWriter(root, planner.Members, new ProtectedPlacement(ConfigProtection.None, new RecordedFiles([], paths)), writer).Write(image, cancellation);
    }
}
