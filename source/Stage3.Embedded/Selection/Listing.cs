using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Selection;

/// <summary>A binary package as one of several places lists it.</summary>
/// <param name="Source">The place.</param>
/// <param name="Place">Its number: 0 is PKGDIR.</param>
/// <param name="Entry">What the index says of the package.</param>
/// <param name="Refusal">Why its place does not let it be taken; null where it does.</param>
internal sealed record Listing(IPackageSource Source, int Place, PackagesIndexEntry Entry, string? Refusal)
{
    /// <summary>Whether it may be taken.</summary>
    public bool IsUsable => Refusal is null;

    /// <summary>Which build of which version it is.</summary>
    public BuildName Build => new(Entry.Package, Entry.BuildId);

    /// <summary>What two places that have the same package say alike.</summary>
    public BuildIdentity Identity => new(Entry.Package, Entry.BuildId, Entry[BuildInfoKeys.BuildTime], Entry[BuildInfoKeys.Size]);

    internal sealed record BuildName(PackageId Package, int? Number);

    internal sealed record BuildIdentity(PackageId Package, int? Number, string? Time, string? Size);
}
