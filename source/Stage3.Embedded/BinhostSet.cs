using System.Collections.Immutable;
using Stage3.Embedded.Selection;
using Stage3.Linux;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Binhosts;

namespace Stage3.Embedded;

/// <summary>Binhosts, opened once a run, and where that which is fetched from them is kept.</summary>
/// <param name="repositories">The binhosts; of two packages alike the one of the earlier binhost is taken.</param>
/// <param name="store">Where packages and indices are kept between runs.</param>
/// <param name="transfers">Fetches them.</param>
public sealed class BinhostSet(ImmutableArray<BinaryRepository> repositories, BinhostStore store, Transfers transfers)
{
    private Task<ImmutableArray<IPackageSource>>? sources;

    /// <summary>PKGDIR is all there is.</summary>
    public static BinhostSet None { get; } = new([], new BinhostStore(HostPath.Parse("/"), []), new Transfers(new TransferPatience()));

    /// <summary>The binhosts.</summary>
    public ImmutableArray<BinaryRepository> Repositories { get; } = repositories;

    /// <summary>Fetches from them, and counts.</summary>
    public Transfers Transfers { get; } = transfers;

    /// <summary>A binhost as it is now; null where nothing is published there yet.</summary>
    /// <exception cref="BinhostException">It cannot be used.</exception>
    public Task<Binhost?> FindAsync(BinaryRepository repository, CancellationToken cancellation) => Binhost.FindAsync(repository, store, Transfers, cancellation);

    /// <summary>The indices of all binhosts, in their order, of what may be taken; a folder that has none is looked through.</summary>
    /// <exception cref="BinhostException">One cannot be used.</exception>
    public async Task<ImmutableArray<PackagesIndex>> IndicesAsync(CancellationToken cancellation) => [.. (await SourcesAsync(cancellation)).Select(source => source.Index.WithOnly(source.Index.Entries.Where(entry => source.Refusal(entry, PackageLists.All) is null)))];

    /// <summary>What binhosts have and cannot be used, with the reasons.</summary>
    /// <exception cref="BinhostException">One cannot be used at all.</exception>
    public async Task<ImmutableArray<Stage3Exception>> RefusedAsync(CancellationToken cancellation) => [.. (await SourcesAsync(cancellation)).SelectMany(source => source.Refused)];

    /// <summary>The packages that are on this machine already, each with its file.</summary>
    /// <exception cref="BinhostException">A binhost cannot be used.</exception>
    public async Task<ImmutableArray<(PackagesIndexEntry Entry, HostPath File)>> KeptAsync(CancellationToken cancellation) =>
    [
        .. from source in await SourcesAsync(cancellation)
           from entry in source.Index.Entries
           let file = source.Find(entry)
           where file is not null
           select (entry, file),
    ];

    /// <summary>All binhosts, opened several at a time.</summary>
    /// <exception cref="BinhostException">One cannot be used.</exception>
    internal Task<ImmutableArray<IPackageSource>> SourcesAsync(CancellationToken cancellation) =>
        sources is { IsFaulted: false, IsCanceled: false } ? sources : sources = OpenAsync(cancellation);

    private async Task<ImmutableArray<IPackageSource>> OpenAsync(CancellationToken cancellation) =>
    [
        .. await Task.WhenAll(Repositories.Select(repository => repository.Address.Folder is { } folder
            ? Task.FromResult<IPackageSource>(Local(repository, folder, cancellation))
            : RemoteAsync(repository, cancellation))),
    ];

    private static LocalPackages Local(BinaryRepository repository, HostPath folder, CancellationToken cancellation)
    {
        if (!folder.IsFolder) throw new BinhostException("the folder does not exist", folder.Value, remedy: "name a folder of binary packages");
        var refused = new List<BinaryPackageException>();
        return new LocalPackages(PackageDirectory.Open(folder, refused, cancellation), refused, repository);
    }

    private async Task<IPackageSource> RemoteAsync(BinaryRepository repository, CancellationToken cancellation) =>
        new RemotePackages(await Binhost.OpenAsync(repository, store, Transfers, cancellation), store, Transfers);
}
