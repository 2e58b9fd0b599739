using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Selection;

/// <summary>The packages of a binhost that is reached by http.</summary>
internal sealed class RemotePackages(Binhost binhost, BinhostStore store, Transfers transfers) : IPackageSource
{
    private readonly Dictionary<PackagesIndexEntry, BinhostPackage> packages = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public string Binhost => binhost.Address.ToString();

    /// <inheritdoc/>
    public IEnumerable<PackagesIndexEntry> Of(PackageName name)
    {
        foreach (var package in binhost.Of(name))
        {
            packages[package.Entry] = package;
            yield return package.Entry;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<HostPath> GetAsync(PackagesIndexEntry entry, CancellationToken cancellation) => await store.GetAsync(binhost, packages[entry], transfers, cancellation);
}
