using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Stage3.Archives.Digests;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Signatures;

namespace Stage3.Portage.Binhosts;

/// <summary>
/// Reads a binhost: its index, and packages into a PKGDIR, each checked for size and digests before it has its name there, and for its
/// signature where keys are given.
/// </summary>
/// <param name="address">The binhost.</param>
/// <param name="keys">Whose signature each package must bear; null takes unsigned ones, and does not look at signatures.</param>
public sealed class BinhostReader(PublishedAddress address, OpenPgpKeyring? keys)
{
    private static readonly HttpClient Remote = new() { Timeout = TimeSpan.FromMinutes(30) };

    // What is on this machine is never behind a proxy, whatever the environment says.
    private static readonly HttpClient Loopback = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(30) };

    /// <summary>The binhost.</summary>
    public PublishedAddress Address { get; } = address;

    /// <summary>The index as it is now; <see cref="PackagesIndex.Empty"/> where there is none yet.</summary>
    /// <exception cref="PublishedException">Nobody answers, or the answer is no index.</exception>
    public async Task<PackagesIndex> ReadIndexAsync(CancellationToken cancellation)
    {
        foreach (var name in new[] { "Packages.gz", "Packages" })
        {
            await using var stream = await OpenAsync(name, cancellation).ConfigureAwait(false);
            if (stream is null) continue;
            try
            {
                using var reader = new StreamReader(name == "Packages" ? stream : new GZipStream(stream, CompressionMode.Decompress), Encoding.UTF8);
                return PackagesIndex.Parse(await reader.ReadToEndAsync(cancellation).ConfigureAwait(false), HostPath.Parse("/" + name));
            }
            catch (Exception broken) when (broken is InvalidDataException or Configuration.ConfigurationException)
            {
                throw new PublishedException($"its index cannot be read: {broken.Message}", Address.FileAt(name).AbsoluteUri, "publish the index anew: ./build.sh Publish writes it whole or not at all", broken);
            }
        }

        return PackagesIndex.Empty;
    }

    /// <summary>Fetches a package into a PKGDIR, at the path that the index gives it, and takes it into the PKGDIR's index.</summary>
    /// <exception cref="PublishedException">It is not there, or not what the index says.</exception>
    /// <exception cref="BinaryPackageException">It is no package that can be used, or not signed as it must be.</exception>
    public async Task<PackagesIndexEntry> FetchAsync(PackagesIndexEntry entry, PackageDirectory into, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(into);
        var url = Address.FileAt(entry.Path).AbsoluteUri;
        if (!IsPlain(entry.Path)) throw new PublishedException($"its index gives {entry.Package} the path '{entry.Path}', which is none of a package", Address.ToString(), "do not use this binhost before its index is mended");
        await using var stream = await OpenAsync(entry.Path, cancellation).ConfigureAwait(false)
            ?? throw new PublishedException($"{entry.Package} is in its index, and not there", url, "publish the packages anew; or wait, if that is being done");
        var target = into.Folder / entry.Path;
        target.Parent.EnsureFolder();
        using (var file = AtomicFile.Begin(target))
        {
            var digests = await CopyAsync(stream, file.Content, cancellation).ConfigureAwait(false);
            var size = file.Content.Length;
            if (size != entry.Size || entry["SHA1"] != digests[1].Hex || (entry["MD5"].Length > 0 && entry["MD5"] != digests[0].Hex))
                throw new PublishedException($"what came for {entry.Package} is not what its index says: {size} bytes for {entry.Size}, SHA1 {digests[1].Hex} for {entry["SHA1"]}", url, "try again; if it stays, publish the packages anew");
            file.Commit();
        }

        if (entry.Mtime > 0) File.SetLastWriteTimeUtc(target.Value, DateTimeOffset.FromUnixTimeSeconds(entry.Mtime).UtcDateTime);
        try
        {
            if (keys is not null) await GpkgSignature.DemandAsync(target, keys, cancellation).ConfigureAwait(false);
            return into.Add(target, cancellation);
        }
        catch (BinaryPackageException)
        {
            File.Delete(target.Value);
            throw;
        }
    }

    private async Task<Stream?> OpenAsync(string path, CancellationToken cancellation)
    {
        if (Address.Folder is { } folder) return (folder / path) is { IsFile: true } file ? File.OpenRead(file.Value) : null;
        var url = Address.FileAt(path);
        try
        {
            var answer = await (url.IsLoopback ? Loopback : Remote).GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (answer.IsSuccessStatusCode) return await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            using (answer)
            {
                return answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone
                    ? null
                    : throw new PublishedException(string.Create(CultureInfo.InvariantCulture, $"the web server answers {(int)answer.StatusCode} {answer.ReasonPhrase}"), url.AbsoluteUri, "see to the web server, or name another binhost with --share-from");
            }
        }
        catch (HttpRequestException unreachable)
        {
            throw new PublishedException($"it cannot be reached: {unreachable.Message}", url.AbsoluteUri, "see whether the address is right and the web server runs; --share-from names it", unreachable);
        }
    }

    private static async Task<System.Collections.Immutable.ImmutableArray<Digest>> CopyAsync(Stream from, Stream to, CancellationToken cancellation)
    {
        using var digester = new Digester(DigestKind.Md5, DigestKind.Sha1);
        var buffer = new byte[1 << 16];
        while (await from.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            digester.Append(buffer.AsSpan(0, count));
            await to.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
        }

        return digester.Finish();
    }

    // The index comes from elsewhere: no path of it may lead out of PKGDIR.
    private static bool IsPlain(string path) =>
        path.Split('/') is { Length: 2 or 3 } parts && parts.All(part => part.Length > 0 && part[0] != '.' && part.All(c => char.IsAsciiLetterOrDigit(c) || "+-._".Contains(c, StringComparison.Ordinal)))
        && BinaryPackageFile.Endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal));
}
