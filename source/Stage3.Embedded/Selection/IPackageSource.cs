using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Selection;

/// <summary>Where binary packages come from.</summary>
internal interface IPackageSource
{
    /// <summary>The binhost that packages are fetched from; null where they lie on this machine.</summary>
    string? Binhost => null;

    /// <summary>The packages of a name, in the order of version and build.</summary>
    IEnumerable<PackagesIndexEntry> Of(PackageName name);

    /// <summary>The file of a package, on this machine afterwards.</summary>
    ValueTask<HostPath> GetAsync(PackagesIndexEntry entry, CancellationToken cancellation);
}
