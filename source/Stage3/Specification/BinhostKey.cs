using System.Collections.Immutable;
using Stage3.Portage.Signatures;

namespace Stage3.Specification;

/// <summary>Keys that a specification names: whose signature packages of its binhosts must bear.</summary>
/// <param name="Source">A file with OpenPGP public keys, or an https address of one.</param>
/// <param name="Fingerprints">Which of the keys there count; empty for all of them, and then only the way that they come by vouches for them.</param>
public sealed record BinhostKey(string Source, ImmutableArray<OpenPgpFingerprint> Fingerprints)
{
    /// <summary>Whether it must be fetched.</summary>
    public bool IsAddress => Source.Contains("://", StringComparison.Ordinal);
}
