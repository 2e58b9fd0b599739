using Stage3.Archives.Digests;

namespace Stage3.Packaging;

/// <summary>The digests of a file that lies in the output folder.</summary>
/// <param name="Sha256">For the file that sha256sum(1) reads.</param>
/// <param name="Sha512">For DIGESTS.</param>
/// <param name="Blake2b">For DIGESTS.</param>
public sealed record ArchiveDigests(Digest Sha256, Digest Sha512, Digest Blake2b)
{
    internal static readonly DigestKind[] Kinds = [DigestKind.Sha256, DigestKind.Sha512, DigestKind.Blake2b];

    internal static ArchiveDigests Of(Digester digester)
    {
        var digests = digester.Finish();
        return new(digests[0], digests[1], digests[2]);
    }
}
