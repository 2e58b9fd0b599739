using System.Collections.Immutable;
using Stage3.Archives.Digests;
using Stage3.Linux;
using Stage3.Portage.Signatures;

namespace Stage3.Emerge.Seeds;

/// <summary>A stage tarball that was held against what lies beside it: <c>.DIGESTS</c>, <c>.sha256</c>, <c>.asc</c>.</summary>
public sealed record SeedArchive
{
    private static readonly ImmutableArray<string> Endings = ["DIGESTS", "sha256"];

    private const string Remedy = "fetch it and the files beside it (.DIGESTS, .sha256, .asc) anew, from one place; name the key of who signs it with --seed-key";

    private SeedArchive(HostPath file, string digest, string proof) => (File, Digest, Proof) = (file, digest, proof);

    /// <summary>The tarball.</summary>
    public HostPath File { get; }

    /// <summary>Its SHA-256, in hexadecimal.</summary>
    public string Digest { get; }

    /// <summary>What it was held against, for people.</summary>
    public string Proof { get; }

    /// <summary>Verifies a tarball.</summary>
    /// <param name="file">The tarball.</param>
    /// <param name="keys">Who must have signed it, or the digests beside it; null asks for digests alone.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="SeedRefusedException">A digest or a signature is wrong or missing.</exception>
    public static async Task<SeedArchive> VerifyAsync(HostPath file, OpenPgpKeyring? keys, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.IsFile) throw new SeedRefusedException(file, ["there is no such file"], "name a stage tarball with --seed");
        var (reasons, proofs, declared) = (new List<string>(), new List<string>(), new List<(string From, Digest Digest)>());
        var signed = keys is not null && await IsSignedAsync(file, keys, reasons, proofs, cancellation).ConfigureAwait(false);
        foreach (var beside in Endings.Select(ending => HostPath.Parse($"{file}.{ending}")).Where(beside => beside.IsFile))
        {
            var text = await System.IO.File.ReadAllTextAsync(beside.Value, cancellation).ConfigureAwait(false);
            if (keys is not null && text.Contains("-----BEGIN PGP SIGNED MESSAGE-----", StringComparison.Ordinal))
            {
                var verdict = await keys.ReadSignedAsync(text, cancellation).ConfigureAwait(false);
                if (verdict.IsGood) (signed, text) = (Proven(proofs, beside, verdict), verdict.Text);
                else reasons.Add($"the signature of {beside.Name} is not good: {verdict.Reason}");
            }

            declared.AddRange(SeedDigests.Read(text, file.Name).Select(digest => (beside.Name, digest)));
        }

        if (keys is not null && !signed && reasons.Count == 0) reasons.Add($"nobody signed it: there is neither {file.Name}.asc nor a signed {file.Name}.DIGESTS or .sha256");
        if (declared.Count == 0 && !signed) reasons.Add($"nothing says what it must be: there is neither {file.Name}.DIGESTS nor {file.Name}.sha256 with its name in it");
        var actual = Compute(file, cancellation);
        foreach (var (from, digest) in declared)
        {
            if (actual.Contains(digest)) proofs.Add($"{digest.Kind.ToString().ToUpperInvariant()} of {from}");
            else reasons.Add($"its {digest.Kind.ToString().ToUpperInvariant()} is not the one in {from}");
        }

        return reasons.Count == 0 ? new(file, actual[0].Hex, string.Join(", ", proofs)) : throw new SeedRefusedException(file, [.. reasons], Remedy);
    }

    private static async Task<bool> IsSignedAsync(HostPath file, OpenPgpKeyring keys, List<string> reasons, List<string> proofs, CancellationToken cancellation)
    {
        var signature = HostPath.Parse($"{file}.asc");
        if (!signature.IsFile) return false;
        var verdict = await keys.VerifyAsync(file, signature, cancellation).ConfigureAwait(false);
        if (verdict.IsGood) return Proven(proofs, signature, verdict);
        reasons.Add($"the signature {signature.Name} is not good: {verdict.Reason}");
        return false;
    }

    private static bool Proven(List<string> proofs, HostPath by, SignatureVerdict verdict)
    {
        proofs.Add($"{by.Name} by {verdict.Signer}");
        return true;
    }

    private static ImmutableArray<Digest> Compute(HostPath file, CancellationToken cancellation)
    {
        using var stream = System.IO.File.OpenRead(file.Value);
        using var digester = new Digester(DigestKind.Sha256, DigestKind.Sha512, DigestKind.Blake2b);
        digester.AppendAll(stream, cancellation);
        return digester.Finish();
    }
}
