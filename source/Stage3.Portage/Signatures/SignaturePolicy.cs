using Stage3.Linux;
using Stage3.Portage.BinaryPackages;

namespace Stage3.Portage.Signatures;

/// <summary>
/// What is asked of the OpenPGP signatures of binary packages, by FEATURES of make.conf(5): a signed one is checked, and refused where that cannot be done,
/// unless <c>binpkg-ignore-signature</c> takes all unchecked. With <c>binpkg-request-signature</c> one that is not signed is refused.
/// </summary>
/// <param name="Keys">Whose signatures count.</param>
/// <param name="Ignore">Take all.</param>
/// <param name="Request">Take none without.</param>
public sealed record SignaturePolicy(OpenPgpKeyring Keys, bool Ignore, bool Request)
{
    /// <summary>What a configuration asks; its keys lie where getuto(1) puts them, and must be trusted fully.</summary>
    /// <param name="configRoot">Where its <c>etc/portage</c> lies.</param>
    /// <param name="features">FEATURES.</param>
    public static SignaturePolicy Of(HostPath configRoot, string features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var words = features.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var asked = words.Contains("binpkg-request-signature");
        return new(OpenPgpKeyring.At(configRoot / "etc/portage/gnupg"), !asked && words.Contains("binpkg-ignore-signature"), asked);
    }

    /// <summary>The same with other keys. Those that somebody named are not ignored, whatever FEATURES say: what is signed must be signed by one of them.</summary>
    public SignaturePolicy With(OpenPgpKeyring keys) => this with { Keys = keys, Ignore = Ignore && !keys.IsNamed };

    /// <summary>The same for packages of one binhost: <c>verify-signature</c> of its binrepos.conf decides where FEATURES do not.</summary>
    public SignaturePolicy For(bool? verifySignature) => verifySignature is not { } verify || Ignore || Request ? this : this with { Ignore = !verify, Request = verify };

    /// <summary>Checks an open package.</summary>
    /// <exception cref="BinaryPackageException">It is refused, with the reason.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task CheckAsync(BinaryPackageFile package, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (Ignore) return;
        if (package is GpkgFile { IsSigned: true } signed) await GpkgSignature.DemandAsync(signed, Keys, cancellation).ConfigureAwait(false);
        else if (Request)
            throw new BinaryPackageException("it is not signed, and signatures are asked for", package.Path, remedy: "have it signed; what asks is FEATURES=binpkg-request-signature, verify-signature of binrepos.conf, or a key that was named");
    }
}
