using System.Collections.Immutable;
using System.Globalization;
using Stage3.Archives.Digests;

namespace Stage3.Portage.BinaryPackages;

/// <summary>What a GPKG's Manifest says of one member.</summary>
/// <param name="Name">The member's name without the package's folder.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Digests">Its digests, BLAKE2b and SHA-512, at least one.</param>
public sealed record GpkgManifestEntry(string Name, long Size, ImmutableArray<Digest> Digests)
{
    /// <summary>The digests that we write.</summary>
    internal static ImmutableArray<DigestKind> Written { get; } = [DigestKind.Blake2b, DigestKind.Sha512];

    /// <inheritdoc/>
    public bool Equals(GpkgManifestEntry? other) => other is not null && Name == other.Name && Size == other.Size && Digests.SequenceEqual(other.Digests);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Size);

    /// <summary>The line, without its newline.</summary>
    public override string ToString() =>
        string.Join(' ', [
            "DATA", Name, Size.ToString(CultureInfo.InvariantCulture),
            .. Digests.Select(digest => $"{(digest.Kind == DigestKind.Blake2b ? "BLAKE2B" : "SHA512")} {digest.Hex}")]);
}
