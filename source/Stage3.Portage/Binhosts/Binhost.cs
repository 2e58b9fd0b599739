using System.Collections.Immutable;
using System.Text;
using Stage3.Archives;
using Stage3.Archives.Compressors;
using Stage3.Archives.Digests;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Configuration;
using Stage3.Portage.Names;

namespace Stage3.Portage.Binhosts;

/// <summary>A binhost, its index read: what it has, and of what configuration it says its packages are.</summary>
public sealed class Binhost
{
    private const long LargestIndex = 256 << 20;
    private const long LargestUnpacked = 64 << 20;
    private static readonly ImmutableArray<string> Names = ["Packages.gz", "Packages.zst", "Packages"];
    private readonly ILookup<PackageName, BinhostPackage> byName;

    private Binhost(BinaryRepository repository, PackagesIndex index)
    {
        (Repository, Index) = (repository, index);
        var address = repository.Address;
        var packages = new List<BinhostPackage>();
        var refused = ImmutableArray.CreateBuilder<BinhostException>();
        foreach (var entry in index.Entries)
            if (BinhostPackage.TryRead(entry, out var package, out var error)) packages.Add(package);
            else refused.Add(new BinhostException($"the index tells what cannot be of {entry.Package}: {error}", address.ToString(), remedy: "tell whoever keeps the binhost; its other packages can be used"));
        byName = packages.OrderBy(package => package.Entry.Package.Name.ToString(), StringComparer.Ordinal).ThenBy(package => package.Entry.Package.Version).ThenBy(package => package.Entry.BuildId ?? 0).ToLookup(package => package.Entry.Package.Name);
        Refused = refused.DrainToImmutable();
        Base = BinhostAddress.TryParse(index.Header.GetValueOrDefault("URI"), out var elsewhere) && elsewhere.Folder is null ? elsewhere : address;
    }

    /// <summary>Where its index is, and what is asked of it.</summary>
    public BinaryRepository Repository { get; }

    /// <summary>Where its packages are: beside the index, unless that says elsewhere (<c>URI</c>).</summary>
    public BinhostAddress Base { get; }

    /// <summary>The index.</summary>
    public PackagesIndex Index { get; }

    /// <summary>Stanzas that cannot be used, each with the reason.</summary>
    public ImmutableArray<BinhostException> Refused { get; }

    /// <summary>The packages of a name, in the order of version and build.</summary>
    public IEnumerable<BinhostPackage> Of(PackageName name) => byName[name];

    /// <summary>The packages that may be taken, in the order of name, version and build.</summary>
    public IEnumerable<BinhostPackage> Packages => byName.SelectMany(same => same);

    /// <summary>Fetches the index, or takes the one that is kept where the server says that it still holds.</summary>
    /// <exception cref="BinhostException">There is none, or it cannot be read.</exception>
    public static async Task<Binhost> OpenAsync(BinaryRepository repository, BinhostStore store, Transfers transfers, CancellationToken cancellation) =>
        await FindAsync(repository, store, transfers, cancellation).ConfigureAwait(false)
        ?? throw new BinhostException(
            $"it has no index: neither {string.Join(" nor ", Names)}", repository.ToString(), remedy: "look whether the address is right: it must be the folder that holds 'Packages'");

    /// <summary>As <see cref="OpenAsync"/>, but null where nothing is published yet.</summary>
    public static async Task<Binhost?> FindAsync(BinaryRepository repository, BinhostStore store, Transfers transfers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(transfers);
        var (address, folder) = (repository.Address, store.IndexFolder(repository.Address));
        if (repository.Frozen && Names.FirstOrDefault(name => (folder / name).IsFile) is { } kept) return new Binhost(repository, Read(address, kept, folder / kept));
        foreach (var name in Names)
        {
            try
            {
                var file = await FetchAsync(address, name, folder.EnsureFolder(), transfers, cancellation).ConfigureAwait(false);
                return new Binhost(repository, Read(address, name, file));
            }
            catch (BinhostException absent) when (absent.IsAbsence)
            {
                // Another of its names may do.
            }
        }

        return null;
    }

    private static async Task<HostPath> FetchAsync(BinhostAddress address, string name, HostPath folder, Transfers transfers, CancellationToken cancellation)
    {
        var (file, state) = (folder / name, folder / $"{name}.since");
        // Runs that share a store may put an older index over a newer one: what is known of an index counts for just that.
        var since = file.IsFile && state.IsFile && File.ReadAllText(state.Value).Split(' ', 2) is [var digest, var known] && digest == DigestOf(file) ? known : null;
        var part = folder / $".{name}.{Guid.NewGuid():N}";
        try
        {
            string? next;
            using (var stream = new FileStream(part.Value, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1))
                next = await transfers.FetchAsync(address.FileAt(name), stream, null, LargestIndex, since, cancellation).ConfigureAwait(false);
            if (next is null) return file;
            var digestOfNew = DigestOf(part);
            File.Delete(state.Value);
            File.Move(part.Value, file.Value, overwrite: true);
            if (next.Length > 0) AtomicFile.Write(state, $"{digestOfNew} {next}");
            return file;
        }
        finally
        {
            File.Delete(part.Value);
        }
    }

    private static string DigestOf(HostPath file) => Digest.Of(DigestKind.Sha256, File.ReadAllBytes(file.Value)).Hex;

    private static PackagesIndex Read(BinhostAddress address, string name, HostPath file)
    {
        var where = address.FileAt(name).AbsoluteUri;
        try
        {
            using var source = File.OpenRead(file.Value);
            using var reader = Compression.OfFileName(name).OpenReader(source, where);
            return PackagesIndex.Parse(Text(reader, where), file);
        }
        catch (ArchiveException broken)
        {
            throw new BinhostException($"its index cannot be unpacked: {broken.What}", where, broken);
        }
        catch (ConfigurationException unreadable)
        {
            throw new BinhostException($"its index cannot be read: {string.Join("; ", unreadable.Problems.Take(3))}", where, unreadable);
        }
    }

    private static string Text(Stream reader, string where)
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        int got;
        while ((got = reader.Read(buffer)) > 0)
        {
            text.Write(buffer, 0, got);
            if (text.Length > LargestUnpacked) throw new BinhostException($"its index unpacks to more than {LargestUnpacked >> 20} MiB", where);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
