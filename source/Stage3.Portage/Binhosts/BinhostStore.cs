using Stage3.Archives.Digests;
using Stage3.Linux;

namespace Stage3.Portage.Binhosts;

/// <summary>
/// What was fetched, kept between runs and shared by as many as like: packages lie under their digests, so that one that two
/// binhosts have is fetched once; what has its final name is whole and was checked. Other stores may stand behind it, read-only.
/// </summary>
/// <param name="folder">Where it is.</param>
/// <param name="behind">Stores that are looked into, and never written.</param>
public sealed class BinhostStore(HostPath folder, IReadOnlyList<HostPath> behind)
{
    // EWOULDBLOCK: what flock(2) says of a file that another process holds.
    private const int WouldBlock = 11;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    /// <summary>A package that is here, or in a store behind; null where it is in none.</summary>
    public HostPath? Find(BinhostPackage package) => behind.Prepend(folder).Select(store => PathOf(store, package))
        .FirstOrDefault(file => new FileInfo(file.Value) is { Exists: true } found && found.Length == package.Size);

    /// <summary>The file of a package: as it is here, or fetched and checked.</summary>
    /// <exception cref="BinhostException">It cannot be had, or is not what the index says.</exception>
    public async Task<HostPath> GetAsync(Binhost binhost, BinhostPackage package, Transfers transfers, CancellationToken cancellation)
    {
        while (true)
        {
            if (Find(package) is { } found) return found;
            var part = (folder / "partial").EnsureFolder() / $"{package.Digest}{package.Ending}";
            FileStream stream;
            try
            {
                stream = new FileStream(part.Value, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException busy) when (busy.HResult == WouldBlock)
            {
                // Another run is fetching it, and may have it at its place by now.
                await Task.Delay(Turn, cancellation).ConfigureAwait(false);
                continue;
            }

            using (stream)
            {
                if (Find(package) is not null) continue;
                await PackageDownload.RunAsync(binhost, package, transfers, stream, cancellation).ConfigureAwait(false);
                var file = PathOf(folder, package);
                file.Parent.EnsureFolder();
                File.Move(part.Value, file.Value, overwrite: true);
            }
        }
    }

    /// <summary>Where the index of a binhost is kept.</summary>
    internal HostPath IndexFolder(BinhostAddress address) => folder / "index" / Digest.Of(DigestKind.Sha256, System.Text.Encoding.UTF8.GetBytes(address.ToString())).Hex;

    private static HostPath PathOf(HostPath store, BinhostPackage package) => store / "packages" / package.Digest[..2] / $"{package.Digest}{package.Ending}";
}
