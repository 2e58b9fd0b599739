using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;

namespace Stage3.Portage.Signatures;

/// <summary>The signature of a binary package: GLEP 78 has its Manifest signed in clear text, and the Manifest has the digests of all else.</summary>
public static class GpkgSignature
{
    /// <summary>Returns where the package is whole, and signed by one of the keys.</summary>
    /// <returns>The signer's fingerprint.</returns>
    /// <exception cref="BinaryPackageException">It is not, with the reason.</exception>
    public static async Task<string> DemandAsync(HostPath package, OpenPgpKeyring keys, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(keys);
        using var opened = BinaryPackageFile.Open(package, PackageScope.Everything, ignoreSignatures: true, cancellation);
        if (opened is not GpkgFile gpkg) throw Refuse(package, "it is of a format that bears no signature");
        var file = keys.Home / $"Manifest-{Guid.NewGuid():N}";
        AtomicFile.Write(file, gpkg.ManifestText);
        try
        {
            var verdict = await keys.ReadSignedAsync(file, cancellation).ConfigureAwait(false);
            if (!verdict.IsGood) throw Refuse(package, verdict.Reason);
            // The package was held against what we read there; what is signed must be the same, and not a text beside it.
            return GpkgManifest.Parse(verdict.Text).Entries.SequenceEqual(GpkgManifest.Parse(gpkg.ManifestText).Entries)
                ? verdict.Signer
                : throw Refuse(package, "what is signed is not its Manifest");
        }
        finally
        {
            File.Delete(file.Value);
        }
    }

    private static BinaryPackageException Refuse(HostPath package, string reason) => new(
        reason, package, remedy: "have it built and signed by one who has a key that is trusted here, or name that key; without a key, signatures are not looked at");
}
