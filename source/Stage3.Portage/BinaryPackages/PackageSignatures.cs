using Stage3.Linux;
using Stage3.Linux.Processes;

namespace Stage3.Portage.BinaryPackages;

/// <summary>
/// What is asked of the OpenPGP signatures of GPKGs (GLEP 78), by FEATURES of make.conf(5): a signed one is checked by gpg(1) with the keys of <c>/etc/portage/gnupg</c>, which must be
/// trusted fully, and refused where it cannot be; unless <c>binpkg-ignore-signature</c> takes all unchecked. With <c>binpkg-request-signature</c> one that is not signed is refused.
/// </summary>
/// <param name="Keys">The folder of gpg's keys and of the trust in them.</param>
/// <param name="Ignore">Take all.</param>
/// <param name="Request">Take none without.</param>
public sealed record PackageSignatures(HostPath Keys, bool Ignore, bool Request)
{
    /// <summary>What a configuration asks.</summary>
    /// <param name="configRoot">Where its <c>etc/portage</c> lies.</param>
    /// <param name="features">FEATURES.</param>
    public static PackageSignatures Of(HostPath configRoot, string features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var words = features.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new(configRoot / "etc/portage/gnupg", words.Contains("binpkg-ignore-signature"), words.Contains("binpkg-request-signature"));
    }

    /// <summary>Checks an open package. What the Manifest says of the members was compared when it was opened: its signature is theirs.</summary>
    /// <exception cref="BinaryPackageException">It is refused, with the reason.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task CheckAsync(BinaryPackageFile package, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (Ignore) return;
        var signed = package is GpkgFile { IsSigned: true } gpkg ? gpkg : null;
        if (signed is null && Request)
            throw new BinaryPackageException("it is not signed, and FEATURES asks for signatures", package.Path, remedy: "sign it, or take binpkg-request-signature out of FEATURES");
        if (signed is null) return;
        if (!signed.Manifest.IsSigned) throw new BinaryPackageException("its members are signed, and its Manifest, which names them all, is not", package.Path);
        if (!Keys.IsFolder)
            throw new BinaryPackageException(
                $"it is signed, and there are no keys in {Keys} to check that with", package.Path,
                remedy: "put the signer's key there (getuto(1)), or allow all with FEATURES=binpkg-ignore-signature");
        await VerifyAsync(signed, cancellation).ConfigureAwait(false);
    }

    private async Task VerifyAsync(GpkgFile package, CancellationToken cancellation)
    {
        var (status, text) = (new List<string>(), new List<string>());
        ProcessExit exit;
        try
        {
            exit = await new ChildProcess("gpg", "--homedir", Keys.Value, "--batch", "--no-tty", "--lock-never", "--no-auto-check-trustdb", "--no-auto-key-retrieve", "--status-fd", "2", "--output", "-", "--decrypt")
            {
                StandardInput = package.Manifest.Text,
                OnLine = line => (line.IsError ? status : text).Add(line.Text),
            }.ExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (ProgramMissingException missing)
        {
            throw new BinaryPackageException("it is signed, and there is no gpg here to check that", package.Path, missing, remedy: "install gnupg, or allow all with FEATURES=binpkg-ignore-signature");
        }

        bool Says(string word) => status.Exists(line => line.StartsWith($"[GNUPG:] {word}", StringComparison.Ordinal));
        if (!exit.IsSuccess || !Says("GOODSIG ") || !Says("VALIDSIG "))
            throw new BinaryPackageException($"its signature does not hold: {status.Find(line => line.StartsWith("gpg: ", StringComparison.Ordinal) && !line.StartsWith("gpg: Signature made", StringComparison.Ordinal) && !line.Contains("using", StringComparison.Ordinal)) ?? "gpg does not say why"}", package.Path);
        if (!Says("TRUST_FULLY") && !Says("TRUST_ULTIMATE")) throw new BinaryPackageException("its signer is not trusted", package.Path, remedy: $"trust the key fully in {Keys}, if it is the right one");
        // gpg says what it is that was signed: only that counts.
        if (!GpkgManifest.Parse(string.Join('\n', text)).Entries.SequenceEqual(package.Manifest.Entries)) throw new BinaryPackageException("its Manifest says more than what was signed", package.Path);
    }
}
