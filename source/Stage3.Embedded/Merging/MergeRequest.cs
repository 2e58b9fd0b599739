using System.Collections.Immutable;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Merging;

/// <summary>A package to be merged into a root, as a value.</summary>
/// <param name="Package">What it is.</param>
/// <param name="Info">The keys of its entry in the installed database.</param>
/// <param name="Image">What it installs.</param>
public sealed record MergeRequest(PackageId Package, BuildInfo Info, IPackageImage Image)
{
    /// <summary>Installed packages that make way for it: other versions in its slot, and those that it blocks. The same version always does.</summary>
    public ImmutableArray<InstalledPackage> Replaces { get; init; } = [];
}
