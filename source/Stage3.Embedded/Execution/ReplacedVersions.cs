using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>REPLACING_VERSIONS: what a merge takes the place of (PMS 11.1.2).</summary>
internal static class ReplacedVersions
{
    /// <summary>PVR of the installed versions of the slot, and of the same version in another slot.</summary>
    public static ImmutableArray<string> Of(HostPath root, PackageId package, Slot slot) =>
        [.. Packages(InstalledDatabase.Open(root), package, slot).Select(installed => installed.Id.Version.ToString())];

    /// <summary>The installed packages themselves.</summary>
    public static IEnumerable<InstalledPackage> Packages(InstalledDatabase database, PackageId package, Slot slot) =>
        database.Of(package.Name).Where(installed => installed.Slot.Name == slot.Name || installed.Id == package);
}
