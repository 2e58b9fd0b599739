using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Selection;

/// <summary>The packages of a binhost that is reached by http.</summary>
internal sealed class RemotePackages(Binhost binhost, BinhostStore store, Transfers transfers) : IPackageSource
{
    private readonly Dictionary<PackagesIndexEntry, BinhostPackage> packages =
        binhost.Packages.ToDictionary(package => package.Entry, (IEqualityComparer<PackagesIndexEntry>)ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public string Binhost => binhost.Repository.ToString();

    /// <inheritdoc/>
    public PackagesIndex Index { get; } = binhost.Index.WithOnly(binhost.Packages.Select(package => package.Entry));

    /// <inheritdoc/>
    public ImmutableArray<Stage3Exception> Refused { get; } = [.. binhost.Refused];

    /// <inheritdoc/>
    public bool? VerifySignature => binhost.Repository.VerifySignature;

    /// <inheritdoc/>
    public IEnumerable<PackagesIndexEntry> Of(PackageName name) => binhost.Of(name).Select(package => package.Entry);

    /// <inheritdoc/>
    public string? Refusal(PackagesIndexEntry entry, PackageLists command) => binhost.Repository.Refusal(entry, command);

    /// <inheritdoc/>
    public HostPath? Find(PackagesIndexEntry entry) => store.Find(packages[entry]);

    /// <inheritdoc/>
    public async ValueTask<HostPath> GetAsync(PackagesIndexEntry entry, CancellationToken cancellation) => await store.GetAsync(binhost, packages[entry], transfers, cancellation);
}
