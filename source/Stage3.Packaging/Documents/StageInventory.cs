using System.Collections.Immutable;
using System.Globalization;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Packaging.Documents;

/// <summary>The packages of a root, as its installed database has them.</summary>
public static class StageInventory
{
    /// <summary>All packages in ordinal order; none where the root has no database.</summary>
    public static ImmutableArray<InventoryPackage> Read(HostPath root) =>
    [
        .. InstalledDatabase.Open(root).Packages.Select(Package).OrderBy(package => package.Id, StringComparer.Ordinal),
    ];

    private static InventoryPackage Package(InstalledPackage package) => new(
        package.Id.Name.ToString(),
        package.Id.Version.ToString(),
        package.Slot.ToString(),
        package.Repository?.ToString(),
        [.. Words(package.Info[BuildInfoKeys.Use]).Where(flag => IsOwn(package, flag)).Order(StringComparer.Ordinal)],
        long.TryParse(package.Info[BuildInfoKeys.Size], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null,
        package.Info[BuildInfoKeys.License] ?? "",
        Words(package.Info["HOMEPAGE"]).FirstOrDefault(word => word.Contains("://", StringComparison.Ordinal)));

    // USE of the database also holds what profiles say of the architecture.
    private static bool IsOwn(InstalledPackage package, string flag) => UseFlag.TryParse(flag, out var parsed) && package.HasFlag(parsed);

    private static string[] Words(string? text) => (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
