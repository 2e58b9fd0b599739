using System.Diagnostics.CodeAnalysis;

namespace Stage3.Portage.Names;

/// <summary>A package without a version: <c>category/name</c>. Source: PMS 3.1.1 and 3.1.2.</summary>
public sealed record PackageName : IComparable<PackageName>
{
    private readonly string text;
    private readonly int hash;

    private PackageName(string text, int slash)
    {
        this.text = text;
        hash = string.GetHashCode(text, StringComparison.Ordinal);
        Category = string.Intern(text[..slash]);
        Name = text[(slash + 1)..];
    }

    /// <summary>The part before the slash, such as <c>sys-apps</c>.</summary>
    public string Category { get; }

    /// <summary>The part after the slash, such as <c>systemd</c>.</summary>
    public string Name { get; }

    /// <summary>Reads <c>category/name</c>.</summary>
    /// <exception cref="FormatException">The text is not such a name; the message quotes it and says why.</exception>
    public static PackageName Parse(string text) => TryParse(text, out var name, out var error) ? name : throw new FormatException(error);

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PackageName? name) => TryParse(text, out name, out _);

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value, with the reason.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PackageName? name, [NotNullWhen(false)] out string? error)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        error = text is null || slash < 0 ? "a category is missing ('category/name')"
            : !NameSyntax.IsCategory(text.AsSpan(0, slash)) ? $"'{text[..slash]}' is not a category (letters, digits and +_.-, not starting with +.-)"
            : NameSyntax.VersionHyphen(text.AsSpan(slash + 1)) > 0 ? $"the name '{text[(slash + 1)..]}' ends like a version"
            : !NameSyntax.IsPackage(text.AsSpan(slash + 1)) ? $"'{text[(slash + 1)..]}' is not a name (letters, digits and +_-, not starting with +-)"
            : null;
        name = error is null ? new PackageName(text!, slash) : null;
        if (error is not null) error = $"'{text}' is not a package name: {error}";
        return name is not null;
    }

    /// <inheritdoc/>
    public bool Equals(PackageName? other) => ReferenceEquals(this, other) || (other is not null && hash == other.hash && text == other.text);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <inheritdoc/>
    public int CompareTo(PackageName? other)
    {
        if (other is null) return 1;
        var category = string.CompareOrdinal(Category, other.Category);
        return category != 0 ? category : string.CompareOrdinal(Name, other.Name);
    }

    /// <inheritdoc/>
    public override string ToString() => text;

    /// <summary>Order by category, then by name, both ordinal.</summary>
    public static bool operator <(PackageName? left, PackageName? right) => Comparer<PackageName>.Default.Compare(left, right) < 0;

    /// <summary>Order by category, then by name, both ordinal.</summary>
    public static bool operator >(PackageName? left, PackageName? right) => right < left;

    /// <summary>Order by category, then by name, both ordinal.</summary>
    public static bool operator <=(PackageName? left, PackageName? right) => !(right < left);

    /// <summary>Order by category, then by name, both ordinal.</summary>
    public static bool operator >=(PackageName? left, PackageName? right) => !(left < right);
}
