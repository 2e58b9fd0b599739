using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Selection;

/// <summary>A folder of packages on this machine: PKGDIR, or a binhost that is one, with an index or without.</summary>
internal sealed class LocalPackages(PackageDirectory directory) : IPackageSource
{
    /// <inheritdoc/>
    public IEnumerable<PackagesIndexEntry> Of(PackageName name) => directory.Of(name);

    /// <inheritdoc/>
    public ValueTask<HostPath> GetAsync(PackagesIndexEntry entry, CancellationToken cancellation) => ValueTask.FromResult(PathOf(entry));

    /// <summary>Where the package of an entry lies.</summary>
    public HostPath PathOf(PackagesIndexEntry entry) => directory.PathOf(entry);
}
