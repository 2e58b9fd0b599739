using System.Diagnostics.CodeAnalysis;

namespace Stage3.Portage.Dependencies;

/// <summary>LICENSE, RESTRICT, PROPERTIES and HOMEPAGE: words in groups. Source: PMS 7.2 and 8.2.</summary>
public static class Words
{
    /// <summary>No words.</summary>
    public static DependencySpec<string> None { get; } = new([]);

    /// <summary>Reads words with conditions; <paramref name="allowChoice"/> allows <c>||</c>, as LICENSE does.</summary>
    /// <exception cref="FormatException">The text cannot be read; the message quotes it, says why and where.</exception>
    public static DependencySpec<string> Parse(string text, bool allowChoice) =>
        TryParse(text, allowChoice, out var spec, out var error) ? spec : throw new FormatException(error.ToString());

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value, with reason and place.</summary>
    public static bool TryParse(string text, bool allowChoice,
        [NotNullWhen(true)] out DependencySpec<string>? spec, [NotNullWhen(false)] out DependencyError? error) =>
        new DependencyParser<string>(
            text,
            kind => kind == GroupKind.AllOf || (allowChoice && kind == GroupKind.AnyOf) ? null : "no choice of several is allowed here",
            ReadWord).TryRead(out spec, out error);

    private static string? ReadWord(string word, DependencyParser<string> words, out string? leaf)
    {
        leaf = word;
        return word == "->" ? "'->' is for SRC_URI only" : null;
    }
}
