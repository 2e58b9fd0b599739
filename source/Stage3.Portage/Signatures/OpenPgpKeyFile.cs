using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Portage.Signatures;

/// <summary>A file with OpenPGP public keys, armoured or not, and which of them count.</summary>
/// <param name="File">The file.</param>
/// <param name="Expected">Fingerprints of primary keys: the file's other keys count for nothing, and it must have one of these. Empty takes all.</param>
public sealed record OpenPgpKeyFile(HostPath File, ImmutableArray<OpenPgpFingerprint> Expected)
{
    /// <summary>Where the file is from, for people.</summary>
    public string Origin { get; init; } = File.Value;
}
