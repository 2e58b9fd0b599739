using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Stage3.Portage.Libraries;

/// <summary>
/// A library as programs name it, such as <c>x86_64: libz.so.1</c>: what built packages need of each other (REQUIRES) and have for each
/// other (PROVIDES). Source: portage's ebuild(5), and portage(5) for <c>soname.provided</c>.
/// </summary>
/// <param name="Category">What it can be linked with, see <see cref="MultilibCategory"/>.</param>
/// <param name="Name">The name that the loader looks for.</param>
public sealed record Soname(string Category, string Name)
{
    /// <summary>Packages keep here what they need.</summary>
    public const string RequiresKey = "REQUIRES";

    /// <summary>Packages keep here what they have.</summary>
    public const string ProvidesKey = "PROVIDES";

    /// <summary>Reads REQUIRES or PROVIDES: categories, each with a colon and at least one name behind it, none of them twice. Nothing at all is no library.</summary>
    /// <param name="text">The words.</param>
    /// <param name="sonames">The libraries, in the order of the text.</param>
    /// <param name="error">Why it cannot be read; it quotes the word.</param>
    public static bool TryParse(string? text, out ImmutableArray<Soname> sonames, [NotNullWhen(false)] out string? error)
    {
        var found = ImmutableArray.CreateBuilder<Soname>();
        var categories = new HashSet<string>(StringComparer.Ordinal);
        (string? category, var isEmpty, error) = (null, false, null);
        foreach (var word in (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word[^1] != ':')
            {
                if (category is null) error ??= $"'{word}' stands behind no category";
                else found.Add(new(category, word));
                isEmpty = false;
                continue;
            }

            if (isEmpty) error ??= $"'{category}:' has no library";
            (category, isEmpty) = (word[..^1], true);
            if (!categories.Add(category)) error ??= $"'{word}' stands there twice";
        }

        if (isEmpty) error ??= $"'{category}:' has no library";
        sonames = error is null ? found.DrainToImmutable() : [];
        return error is null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Category}: {Name}";
}
