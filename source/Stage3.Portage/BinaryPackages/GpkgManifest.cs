using System.Collections.Immutable;
using System.Globalization;
using Stage3.Archives.Digests;

namespace Stage3.Portage.BinaryPackages;

/// <summary>The Manifest inside of a GPKG (GLEP 78 and 74): a line <c>DATA name size BLAKE2B … SHA512 …</c> for each other member.</summary>
public sealed class GpkgManifest
{
    private const string SignedHead = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string SignatureHead = "-----BEGIN PGP SIGNATURE-----";

    private GpkgManifest(ImmutableArray<GpkgManifestEntry> entries, bool isSigned) => (Entries, IsSigned) = (entries, isSigned);

    /// <summary>The members, in the order of the lines.</summary>
    public ImmutableArray<GpkgManifestEntry> Entries { get; }

    /// <summary>Whether an OpenPGP signature surrounds it.</summary>
    public bool IsSigned { get; }

    /// <summary>An unsigned manifest.</summary>
    public static GpkgManifest Of(IEnumerable<GpkgManifestEntry> entries) => new([.. entries], isSigned: false);

    /// <summary>Parses a Manifest. Digests of kinds that are not known here are passed over, but each entry must have one that is known.</summary>
    /// <exception cref="FormatException">A line cannot be read, or a name stands in two.</exception>
    public static GpkgManifest Parse(string text)
    {
        var isSigned = text.Contains(SignatureHead, StringComparison.Ordinal);
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r'));
        if (isSigned) lines = Body(lines);
        var entries = lines.Where(line => line.Trim().Length > 0).Select(ParseLine).ToImmutableArray();
        var twice = entries.GroupBy(entry => entry.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new FormatException($"the Manifest names '{twice.Key}' more than once");
        return new(entries, isSigned);
    }

    /// <summary>The lines, each with its newline.</summary>
    public override string ToString() => string.Concat(Entries.Select(entry => $"{entry}\n"));

    /// <summary>The signed text of a cleartext signature (RFC 9580, 7): between its heads and the signature.</summary>
    private static IEnumerable<string> Body(IEnumerable<string> lines) =>
        lines.SkipWhile(line => line != SignedHead).SkipWhile(line => line.Length > 0).TakeWhile(line => line != SignatureHead)
            .Select(line => line.StartsWith("- ", StringComparison.Ordinal) ? line[2..] : line);

    private static GpkgManifestEntry ParseLine(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["DATA", var name, var size, .. var digests] || digests.Length % 2 != 0)
            throw new FormatException($"the Manifest has the line '{line}', which is not 'DATA name size digest…'");
        if (!long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            throw new FormatException($"the Manifest gives '{name}' the size '{size}', which is not a number");
        var known = digests.Chunk(2).Select(Known).OfType<Digest>().ToImmutableArray();
        return known.IsEmpty
            ? throw new FormatException($"the Manifest has no digest of '{name}' that is known here: BLAKE2B or SHA512 is wanted")
            : new(name, length, known);
    }

    private static Digest? Known(string[] pair) => pair[0] switch
    {
        "BLAKE2B" => new Digest(DigestKind.Blake2b, pair[1].ToLowerInvariant()),
        "SHA512" => new Digest(DigestKind.Sha512, pair[1].ToLowerInvariant()),
        _ => null,
    };
}
