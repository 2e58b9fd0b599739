using Stage3.Linux;
using Stage3.Linux.Processes;
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
        using var opened = BinaryPackageFile.Open(package, PackageScope.Everything, cancellation);
        return opened is GpkgFile gpkg ? await DemandAsync(gpkg, keys, cancellation).ConfigureAwait(false) : throw Refuse(package, "it is of a format that bears no signature");
    }

    /// <summary>Returns where an open package, which was held against its Manifest as a whole, is signed by one of the keys.</summary>
    /// <returns>The signer's fingerprint.</returns>
    /// <exception cref="BinaryPackageException">It is not, with the reason.</exception>
    public static async Task<string> DemandAsync(GpkgFile package, OpenPgpKeyring keys, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(keys);
        if (package is { IsSigned: true, Manifest.IsSigned: false }) throw Refuse(package.Path, "its members are signed, and its Manifest, which names them all, is not");
        if (!package.IsSigned) throw Refuse(package.Path, "there is no signature");
        if (!keys.Home.IsFolder) throw Refuse(package.Path, $"it is signed, and there are no keys in {keys.Home} to check that with");
        SignatureVerdict verdict;
        try
        {
            verdict = await keys.ReadSignedAsync(package.ManifestText, cancellation).ConfigureAwait(false);
        }
        catch (ProgramMissingException missing)
        {
            throw new BinaryPackageException("it is signed, and there is no gpg here to check that", package.Path, missing, remedy: "install gnupg, or allow all with FEATURES=binpkg-ignore-signature");
        }

        if (!verdict.IsGood) throw Refuse(package.Path, verdict.Reason);
        // The package was held against what we read there; what is signed must be the same, and not a text beside it.
        return GpkgManifest.Parse(verdict.Text).Entries.SequenceEqual(package.Manifest.Entries) ? verdict.Signer : throw Refuse(package.Path, "what is signed is not its Manifest");
    }

    private static BinaryPackageException Refuse(HostPath package, string reason) => new(
        reason, package,
        remedy: "name the signer's public key with --share-key, or have it in the configuration's /etc/portage/gnupg and trusted fully, as getuto(1) leaves it; FEATURES=binpkg-ignore-signature takes all unchecked");
}
