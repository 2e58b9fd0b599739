using System.Collections.Immutable;
using Stage3.Archives.Digests;
using Stage3.Linux;
using Stage3.Packaging.Normalising;

namespace Stage3.Packaging;

/// <summary>An archive that was written, read back to its end and found to be what was packed.</summary>
/// <param name="Request">What was asked for: root, compression, block size, threads.</param>
/// <param name="Size">Bytes of the archive.</param>
/// <param name="TarSize">Bytes of it before compression.</param>
/// <param name="Entries">Members of it.</param>
/// <param name="Digests">The digests of the archive, of the bytes that were read back.</param>
/// <param name="LeftOut">All that is in the root and not in the archive, in walk order.</param>
public sealed record StageArchiveResult(
    StageArchiveRequest Request, long Size, long TarSize, long Entries, ArchiveDigests Digests, ImmutableArray<LeftOut> LeftOut)
{
    /// <summary>Files that have other content in the archive than in the root, in walk order.</summary>
    public ImmutableArray<Normalised> Normalised { get; init; } = [];

    /// <summary>The archive.</summary>
    public HostPath Path => Request.ArchivePath;

    /// <summary>The digest that lies beside it.</summary>
    public Digest Sha256 => Digests.Sha256;

    /// <summary>Equal by content.</summary>
    public bool Equals(StageArchiveResult? other) =>
        other is not null && Request == other.Request && Size == other.Size && TarSize == other.TarSize && Entries == other.Entries
        && Digests == other.Digests && LeftOut.SequenceEqual(other.LeftOut)
        && Normalised.SequenceEqual(other.Normalised);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Request, Sha256);
}
