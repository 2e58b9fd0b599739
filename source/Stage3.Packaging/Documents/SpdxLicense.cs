using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Stage3.Packaging.Documents;

/// <summary>
/// LICENSE of an ebuild (PMS 8.2: all of, or <c>||</c> any of) as a licence expression of SPDX 2.3, annex D. Names that SPDX has no
/// identifier for become references that the document explains.
/// </summary>
/// <param name="Expression">The expression; <c>NOASSERTION</c> where the ebuild names none or what it names cannot be read.</param>
/// <param name="References">The references in it, with the name that Gentoo has for each.</param>
internal sealed partial record SpdxLicense(string Expression, ImmutableSortedDictionary<string, string> References)
{
    private const string Unknown = "NOASSERTION";

    // Gentoo's names of licenses/ where SPDX has another; a plus, meaning "or later", is looked at before.
    private static readonly ImmutableDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["BSD"] = "BSD-3-Clause", ["BSD-2"] = "BSD-2-Clause", ["BSD-4"] = "BSD-4-Clause", ["ZLIB"] = "Zlib", ["openssl"] = "OpenSSL",
        ["Artistic"] = "Artistic-1.0-Perl", ["Artistic-2"] = "Artistic-2.0", ["PSF-2"] = "PSF-2.0", ["Boost-1.0"] = "BSL-1.0",
        ["BZIP2"] = "bzip2-1.0.6", ["libpng2"] = "libpng-2.0", ["Apache-1.1"] = "Apache-1.1", ["CC-BY-SA-4.0"] = "CC-BY-SA-4.0",
        ["MIT"] = "MIT", ["ISC"] = "ISC", ["Apache-2.0"] = "Apache-2.0", ["MPL-1.1"] = "MPL-1.1", ["MPL-2.0"] = "MPL-2.0", ["CC0-1.0"] = "CC0-1.0",
        ["Unlicense"] = "Unlicense", ["0BSD"] = "0BSD", ["curl"] = "curl", ["OFL-1.1"] = "OFL-1.1", ["CC-BY-SA-3.0"] = "CC-BY-SA-3.0",
        ["CDDL"] = "CDDL-1.0", ["EPL-1.0"] = "EPL-1.0", ["EPL-2.0"] = "EPL-2.0", ["UoI-NCSA"] = "NCSA", ["vim"] = "Vim",
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public static SpdxLicense Of(string license)
    {
        var references = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var words = new Queue<string>(license.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var expression = Group(words, " AND ", isInner: false, references);
        return expression is null || words.Count > 0
            ? new(Unknown, ImmutableSortedDictionary<string, string>.Empty)
            : new(expression, references.ToImmutable());
    }

    // Null where the words are no licence.
    private static string? Group(Queue<string> words, string joint, bool isInner, ImmutableSortedDictionary<string, string>.Builder references)
    {
        var parts = new List<string>();
        while (words.TryPeek(out var next) && next != ")")
        {
            _ = words.Dequeue();
            var isChoice = next == "||";
            if (isChoice && (!words.TryDequeue(out var open) || open != "(")) return null;
            var part = isChoice || next == "(" ? Group(words, isChoice ? " OR " : " AND ", isInner: true, references) : Identifier(next, references);
            if (part is null) return null;
            if (!parts.Contains(part)) parts.Add(part);
        }

        if (isInner && !words.TryDequeue(out _)) return null;
        return parts.Count switch
        {
            0 => null,
            1 => parts[0],
            _ when isInner => $"({string.Join(joint, parts)})",
            _ => string.Join(joint, parts),
        };
    }

    private static string? Identifier(string name, ImmutableSortedDictionary<string, string>.Builder references)
    {
        if (name.EndsWith('?') || name.Contains('(', StringComparison.Ordinal)) return null;
        if (Gnu().Match(name) is { Success: true } gnu) return OfGnu(gnu);
        if (Names.TryGetValue(name, out var known)) return known;
        var reference = new StringBuilder("LicenseRef-gentoo-");
        foreach (var character in name) reference.Append(char.IsAsciiLetterOrDigit(character) || character is '.' or '-' ? character : '-');
        references[reference.ToString()] = name;
        return reference.ToString();
    }

    private static string OfGnu(Match match)
    {
        var family = match.Groups["family"].Value is "FDL" ? "GFDL" : match.Groups["family"].Value;
        var version = match.Groups["version"].Value;
        return $"{family}-{(version.Contains('.', StringComparison.Ordinal) ? version : version + ".0")}-{(match.Groups["later"].Success ? "or-later" : "only")}";
    }

    [GeneratedRegex(@"^(?<family>(?:[AL]?GPL|FDL))-(?<version>[123](?:\.[123])?)(?<later>\+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Gnu();
}
