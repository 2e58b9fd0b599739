using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Stage3.Archives.Digests;

namespace Stage3.Emerge.Seeds;

/// <summary>
/// What a <c>.DIGESTS</c> or <c>.sha256</c> file says of a tarball: lines <c>digest  name</c>, the kind in a comment before them
/// (<c># BLAKE2B HASH</c>), as Gentoo's release files and sha256sum(1) have them.
/// </summary>
internal static partial class SeedDigests
{
    /// <summary>The digests of a name; those of kinds that are not known here are left out.</summary>
    public static ImmutableArray<Digest> Read(string text, string name)
    {
        var digests = ImmutableArray.CreateBuilder<Digest>();
        var kind = "";
        foreach (var line in text.Split('\n'))
        {
            if (Comment().Match(line) is { Success: true } comment) kind = comment.Groups[1].Value;
            else if (Line().Match(line) is { Success: true } match && match.Groups["name"].Value == name && KindOf(kind, match.Groups["hex"].Length) is { } known)
                digests.Add(new Digest(known, match.Groups["hex"].Value.ToLowerInvariant()));
        }

        return digests.ToImmutable();
    }

    private static DigestKind? KindOf(string comment, int digits) => (comment, digits) switch
    {
        ("BLAKE2B", 128) => DigestKind.Blake2b,
        ("SHA512" or "", 128) => DigestKind.Sha512,
        ("SHA256" or "", 64) => DigestKind.Sha256,
        _ => null,
    };

    [GeneratedRegex(@"^#\s*(\w+) HASH\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(?<hex>[0-9A-Fa-f]{64,128})\s+[ *]?(?:\./)?(?<name>[^/\s]+)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
