using System.Diagnostics.CodeAnalysis;
using Stage3.Portage.Names;

namespace Stage3.Portage.Dependencies;

/// <summary>SRC_URI: addresses, with <c>-> name</c> and <c>fetch+</c>, <c>mirror+</c> where the EAPI has them. Source: PMS 7.3.2 and 8.2.10.</summary>
public static class SourceUris
{
    /// <summary>No sources.</summary>
    public static DependencySpec<SourceUri> None { get; } = new([]);

    /// <summary>Reads SRC_URI.</summary>
    /// <exception cref="FormatException">The text cannot be read; the message quotes it, says why and where.</exception>
    public static DependencySpec<SourceUri> Parse(string text, Eapi eapi) =>
        TryParse(text, eapi, out var spec, out var error) ? spec : throw new FormatException(error.ToString());

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value, with reason and place.</summary>
    public static bool TryParse(string text, Eapi eapi,
        [NotNullWhen(true)] out DependencySpec<SourceUri>? spec, [NotNullWhen(false)] out DependencyError? error) =>
        new DependencyParser<SourceUri>(
            text,
            kind => kind == GroupKind.AllOf ? null : "no choice of several is allowed in SRC_URI",
            (string word, DependencyParser<SourceUri> words, out SourceUri? uri) => Read(word, words, eapi, out uri)).TryRead(out spec, out error);

    internal static string FileNameOf(string uri) => uri[(uri.LastIndexOf('/') + 1)..];

    private static string? Read(string word, DependencyParser<SourceUri> words, Eapi eapi, out SourceUri? uri)
    {
        uri = null;
        if (word == "->") return "'->' without an address before it";
        var lifts = word.StartsWith("fetch+", StringComparison.Ordinal) ? "fetch" : word.StartsWith("mirror+", StringComparison.Ordinal) ? "mirror" : null;
        if (lifts is not null && !eapi.HasSelectiveUriRestrictions) return $"EAPI {eapi} has no '{lifts}+' before an address";
        var address = lifts is null ? word : word[(lifts.Length + 1)..];
        var name = FileNameOf(address);
        if (words.PeekWord() == "->")
        {
            words.NextWord();
            if (!eapi.HasSourceArrows) return $"EAPI {eapi} has no '->'";
            if (words.NextWord() is not { } renamed || renamed is "(" or ")" or "->" || renamed.EndsWith('?') || renamed.Contains('/', StringComparison.Ordinal))
                return "a file name (without '/') expected after '->'";
            name = renamed;
        }

        if (name.Length == 0) return $"'{word}' ends without a file name";
        uri = new SourceUri(address, name, lifts);
        return null;
    }
}
