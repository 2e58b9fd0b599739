using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Signatures;

namespace Stage3.Portage.Binhosts;

/// <summary>
/// Brings packages of binhosts into a PKGDIR, each checked for size and digest before it has its name there, and for its signature where keys
/// are given. One writer at a time.
/// </summary>
/// <param name="into">The PKGDIR.</param>
/// <param name="transfers">Fetches them.</param>
/// <param name="keys">Whose signature each package must bear; null takes unsigned ones, and does not look at signatures.</param>
public sealed class PackageIntake(PackageDirectory into, Transfers transfers, OpenPgpKeyring? keys)
{
    /// <summary>Fetches a package to the path that the index gives it, and takes it into the PKGDIR's index.</summary>
    /// <exception cref="BinhostException">It cannot be had, or is not what the index says.</exception>
    /// <exception cref="BinaryPackageException">It is no package that can be used, or not signed as it must be.</exception>
    public async Task<PackagesIndexEntry> TakeAsync(Binhost binhost, BinhostPackage package, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(binhost);
        ArgumentNullException.ThrowIfNull(package);
        // Portage looks for packages at these two depths, and nowhere else.
        if (package.Path.Split('/').Length is not (2 or 3))
            throw new BinhostException($"its index gives {package.Entry.Package} the path '{package.Path}', which is none of a PKGDIR", binhost.Repository.ToString());
        var target = into.Folder / package.Path;
        var part = target.Parent.EnsureFolder() / $".{package.Digest}{package.Ending}";
        try
        {
            using (var stream = new FileStream(part.Value, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1))
                await PackageDownload.RunAsync(binhost, package, transfers, stream, cancellation).ConfigureAwait(false);
            if (keys is not null) await GpkgSignature.DemandAsync(part, keys, cancellation).ConfigureAwait(false);
            if (package.Entry.Mtime > 0) File.SetLastWriteTimeUtc(part.Value, DateTimeOffset.FromUnixTimeSeconds(package.Entry.Mtime).UtcDateTime);
            File.Move(part.Value, target.Value, overwrite: true);
        }
        catch (Exception refused) when (refused is BinaryPackageException or BinhostException { IsAbsence: true })
        {
            File.Delete(part.Value);
            throw;
        }

        return Add(target, cancellation);
    }

    private PackagesIndexEntry Add(HostPath file, CancellationToken cancellation)
    {
        try
        {
            return into.Add(file, cancellation);
        }
        catch (BinaryPackageException)
        {
            File.Delete(file.Value);
            throw;
        }
    }
}
