using System.Diagnostics.CodeAnalysis;
using Stage3.Portage.Atoms;

namespace Stage3.Emerge.Commands;

/// <summary>
/// Packages that an option of <c>emerge</c> leaves out, such as <c>sys-kernel/*</c> or <c>dev-lang/python:3.12</c>: "package names or
/// slot atoms" of emerge(1), wildcards included; neither a version nor a repository nor USE flags.
/// </summary>
public sealed record PackageFilter
{
    private PackageFilter(PackagePattern pattern) => Pattern = pattern;

    /// <summary>All versions of a package.</summary>
    public static PackageFilter Of(Portage.Names.PackageName name) => Parse($"{name}");

    /// <summary>The packages that are meant.</summary>
    public PackagePattern Pattern { get; }

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static PackageFilter Parse(string text) => TryParse(text, out var filter)
        ? filter
        : throw new FormatException($"'{text}' cannot be left out: only a package's name does (category/name), with a slot or wildcards, and without version, repository and USE flags");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PackageFilter? filter)
    {
        filter = text is { Length: > 0 } && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '*' or '_')
            && !text.Contains("::", StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal)
            && PackagePattern.TryParse(text, AtomSyntax.User, out var pattern, out _) && !text.EndsWith('=') && !text.EndsWith(":*", StringComparison.Ordinal)
            ? new PackageFilter(pattern)
            : null;
        return filter is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Pattern.ToString();
}
