using System.Collections.Immutable;
using Stage3.Portage.Names;

namespace Stage3.Portage.Installed;

/// <summary>A package that counts as installed, with something left to do: entries of what it replaced to be taken out, or its <c>pkg_postinst</c> to be run.</summary>
/// <param name="Package">The package.</param>
/// <param name="Replaced">What it takes the place of.</param>
public sealed record UnfinishedPackage(InstalledPackage Package, ImmutableArray<PackageId> Replaced)
{
    /// <summary>The file of an entry that says so; other package managers pass over it.</summary>
    internal const string Key = "STAGE3_UNFINISHED";

    internal static UnfinishedPackage? Of(InstalledPackage package) =>
        (package.Folder / Key) is { IsFile: true } file
            ? new(package, [.. File.ReadLines(file.Value).Where(line => PackageId.TryParse(line, out _)).Select(PackageId.Parse)])
            : null;
}
