using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Selection;

/// <summary>A binary package as one of several places lists it.</summary>
/// <param name="Source">The place.</param>
/// <param name="Place">Its number: 0 is PKGDIR.</param>
/// <param name="Entry">What the index says of the package.</param>
/// <param name="IsUsable">Whether the place lets it be taken.</param>
internal sealed record Listing(IPackageSource Source, int Place, PackagesIndexEntry Entry, bool IsUsable)
{
    /// <summary>Which build of which version it is.</summary>
    public BuildName Build { get; } = new(Entry.Package, Entry.BuildId);

    /// <summary>What two places that have the same package say alike.</summary>
    public BuildIdentity Identity { get; } = new(Entry.Package, Entry.BuildId, Entry[BuildInfoKeys.BuildTime], Entry[BuildInfoKeys.Size]);

    internal sealed record BuildName(PackageId Package, int? Number);

    internal sealed record BuildIdentity(PackageId Package, int? Number, string? Time, string? Size);
}
