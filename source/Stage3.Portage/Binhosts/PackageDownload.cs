using Stage3.Archives.Digests;

namespace Stage3.Portage.Binhosts;

/// <summary>Fetches a package and holds it against the index: the one way in which any of it comes to this machine.</summary>
internal static class PackageDownload
{
    /// <summary>Completes what there is of a package; it is whole, on the disk and what the index says afterwards.</summary>
    /// <exception cref="BinhostException">It cannot be had, or is not what the index says; nothing of that stays.</exception>
    public static async Task RunAsync(Binhost binhost, BinhostPackage package, Transfers transfers, FileStream part, CancellationToken cancellation)
    {
        var source = binhost.Base.FileAt(package.Path);
        var wasBegun = part.Length > 0;
        await FetchAsync(source, package, transfers, part, cancellation).ConfigureAwait(false);
        if (!IsRight(package, part, cancellation))
        {
            part.SetLength(0);
            // What an earlier run left may have been of another package by now.
            if (wasBegun) await FetchAsync(source, package, transfers, part, cancellation).ConfigureAwait(false);
            if (!wasBegun || !IsRight(package, part, cancellation))
            {
                part.SetLength(0);
                throw new BinhostException($"its content is not what the index of the binhost says: the digest is not {package.Digest}", source.AbsoluteUri);
            }
        }

        part.Flush(flushToDisk: true);
    }

    private static async Task FetchAsync(Uri source, BinhostPackage package, Transfers transfers, FileStream part, CancellationToken cancellation)
    {
        try
        {
            await transfers.FetchAsync(source, part, package.Size, package.Size, null, cancellation).ConfigureAwait(false);
        }
        catch (BinhostException absent) when (absent.IsAbsence)
        {
            throw new BinhostException(
                $"{package.Entry.Package} is in its index, and not there: {absent.What}", source.AbsoluteUri, absent,
                "wait, if packages are being published just now; else have the binhost's index written anew") { IsAbsence = true };
        }
    }

    private static bool IsRight(BinhostPackage package, FileStream part, CancellationToken cancellation)
    {
        part.Position = 0;
        using var digester = new Digester(package.Digest.Length == 40 ? DigestKind.Sha1 : DigestKind.Md5);
        digester.AppendAll(part, cancellation);
        return digester.Finish()[0].Hex == package.Digest;
    }
}
