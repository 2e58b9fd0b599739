using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Stage3.Chroot.Policy;

/// <summary>
/// Paths as a specification names them: <c>*</c> stands for any text within a component, <c>?</c> for one character, <c>{a,b}</c> for one of several texts, <c>**</c> for any text
/// with slashes. Equal by its text; safe to share between threads.
/// </summary>
public sealed record PathPattern
{
    private readonly Regex _expression;

    private PathPattern(string text) => (Text, _expression) = (text, new Regex(Translate(text), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline));

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
    public bool Fits(string text) => _expression.IsMatch(text);

    /// <inheritdoc/>
    public bool Equals(PathPattern? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string Translate(string text)
    {
        var expression = new StringBuilder("^");
        var isChoice = false;
        for (var index = 0; index < text.Length; index++)
        {
            if (text.AsSpan(index).StartsWith("**"))
            {
                expression.Append(".*");
                index++;
                continue;
            }
            expression.Append(text[index] switch
            {
                '*' => "[^/]*",
                '?' => "[^/]",
                '{' when !isChoice && text.IndexOf('}', index) > 0 => "(?:",
                ',' when isChoice => "|",
                '}' when isChoice => ")",
                var plain => Regex.Escape($"{plain}"),
            });
            isChoice = text[index] switch { '{' => text.IndexOf('}', index) > 0, '}' => false, _ => isChoice };
        }
        return expression.Append("\\z").ToString();
    }
}
