using System.Diagnostics.CodeAnalysis;

namespace Stage3.Portage.Names;

/// <summary>The name of an ebuild repository, as <c>profiles/repo_name</c> and <c>::repository</c> have it. Source: PMS 3.1.5.</summary>
public sealed record RepositoryName
{
    private RepositoryName(string name) => Name = name;

    /// <summary>The name as it is written, such as <c>gentoo</c>.</summary>
    public string Name { get; }

    /// <summary>Reads a repository's name.</summary>
    /// <exception cref="FormatException">The text is not one.</exception>
    public static RepositoryName Parse(string text) => TryParse(text, out var name)
        ? name
        : throw new FormatException($"'{text}' is not a repository name: letters, digits and _-, not starting with -, not ending like a version");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RepositoryName? name)
    {
        name = text is not null && NameSyntax.IsRepository(text) ? new RepositoryName(text) : null;
        return name is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
