using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Selection;

/// <summary>A folder of packages on this machine: PKGDIR, or a binhost that is one, with an index or without.</summary>
/// <param name="directory">The folder.</param>
/// <param name="refused">What of it cannot be used.</param>
/// <param name="repository">What is asked of a binhost; null for PKGDIR.</param>
internal sealed class LocalPackages(PackageDirectory directory, IEnumerable<BinaryPackageException> refused, BinaryRepository? repository) : IPackageSource
{
    /// <inheritdoc/>
    public PackagesIndex Index => directory.Index;

    /// <inheritdoc/>
    public ImmutableArray<Stage3Exception> Refused { get; } = [.. refused];

    /// <inheritdoc/>
    public bool? VerifySignature => repository?.VerifySignature;

    /// <inheritdoc/>
    public IEnumerable<PackagesIndexEntry> Of(PackageName name) => directory.Of(name);

    /// <inheritdoc/>
    public string? Refusal(PackagesIndexEntry entry, PackageLists command) => repository?.Refusal(entry, command);

    /// <inheritdoc/>
    public HostPath? Find(PackagesIndexEntry entry) => PathOf(entry);

    /// <inheritdoc/>
    public ValueTask<HostPath> GetAsync(PackagesIndexEntry entry, CancellationToken cancellation) => ValueTask.FromResult(PathOf(entry));

    /// <summary>Where the package of an entry lies.</summary>
    public HostPath PathOf(PackagesIndexEntry entry) => directory.PathOf(entry);
}
