using System.Collections.Immutable;
using Stage3.Embedded.Selection;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;

namespace Stage3.Embedded;

/// <summary>Binhosts, and where that which is fetched from them is kept (binrepos.conf of portage(5)).</summary>
/// <param name="Addresses">The binhosts; of two packages alike the one of the earlier binhost is taken.</param>
/// <param name="Store">Where packages and indices are kept between runs.</param>
/// <param name="SharedStores">Stores that are read and never written, such as one of all runners of a machine.</param>
/// <param name="Transfers">Fetches them.</param>
public sealed record BinhostSettings(ImmutableArray<BinhostAddress> Addresses, HostPath Store, ImmutableArray<HostPath> SharedStores, Transfers Transfers)
{
    /// <summary>PKGDIR is all there is.</summary>
    public static BinhostSettings None { get; } = new([], HostPath.Parse("/"), [], new Transfers(new TransferPatience()));

    /// <summary>A binhost that has an index; null where nothing is published there yet.</summary>
    /// <exception cref="BinhostException">It cannot be used.</exception>
    public Task<Binhost?> FindAsync(BinhostAddress address, CancellationToken cancellation) => Binhost.FindAsync(address, Kept, Transfers, cancellation);

    /// <summary>Opens all binhosts, several at a time.</summary>
    /// <exception cref="BinhostException">One cannot be used.</exception>
    internal async Task<IEnumerable<IPackageSource>> SourcesAsync(ICollection<BinaryPackageException> refused, CancellationToken cancellation)
    {
        return await Task.WhenAll(Addresses.Select(address => address.Folder is { } folder
            ? Task.FromResult<IPackageSource>(Local(address, folder, refused, cancellation))
            : RemoteAsync(address, cancellation)));
    }

    /// <summary>The indices of all binhosts, in their order; a folder that has none is looked through.</summary>
    /// <exception cref="BinhostException">One cannot be used.</exception>
    public async Task<ImmutableArray<PackagesIndex>> IndicesAsync(CancellationToken cancellation)
    {
        return [.. await Task.WhenAll(Addresses.Select(async address => address.Folder is { } folder
            ? Open(address, folder, [], cancellation).Index
            : (await Binhost.OpenAsync(address, Kept, Transfers, cancellation)).Index))];
    }

    private BinhostStore Kept => new(Store, SharedStores);

    private static PackageDirectory Open(BinhostAddress address, HostPath folder, ICollection<BinaryPackageException> refused, CancellationToken cancellation) =>
        folder.IsFolder
            ? PackageDirectory.Open(folder, refused, cancellation)
            : throw new BinhostException("the folder does not exist", address.ToString(), remedy: "name a folder of binary packages");

    private static LocalPackages Local(BinhostAddress address, HostPath folder, ICollection<BinaryPackageException> refused, CancellationToken cancellation) =>
        new LocalPackages(Open(address, folder, refused, cancellation));

    private async Task<IPackageSource> RemoteAsync(BinhostAddress address, CancellationToken cancellation) =>
        new RemotePackages(await Binhost.OpenAsync(address, Kept, Transfers, cancellation), Kept, Transfers);
}
