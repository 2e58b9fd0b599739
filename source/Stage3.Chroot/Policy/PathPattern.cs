using System.Diagnostics.CodeAnalysis;

namespace Stage3.Chroot.Policy;

/// <summary>
/// Paths as a specification names them: <c>*</c> stands for any text within a component, <c>?</c> for one character, <c>{a,b}</c> for one of several texts, <c>**</c> for any text
/// with slashes. Equal by its text; safe to share between threads.
/// </summary>
public sealed record PathPattern
{
    private readonly GlobMatcher _matcher;

    private PathPattern(string text) => (Text, _matcher) = (text, GlobMatcher.Of(text));

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It is empty.</exception>
    public static PathPattern Parse(string text) =>
        TryParse(text, out var pattern) ? pattern : throw new FormatException($"'{text}' is no pattern of paths: it is empty");

    /// <summary>As <see cref="Parse"/>, but an empty pattern is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PathPattern? pattern)
    {
        pattern = string.IsNullOrEmpty(text) ? null : new(text);
        return pattern is not null;
    }

    /// <summary>True where the whole text fits.</summary>
    public bool Fits(string text) => _matcher.Fits(text);

    /// <inheritdoc/>
    public bool Equals(PathPattern? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
