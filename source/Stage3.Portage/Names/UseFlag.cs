using System.Diagnostics.CodeAnalysis;

namespace Stage3.Portage.Names;

/// <summary>The name of a USE flag, such as <c>systemd</c>. Source: PMS 3.1.4.</summary>
public sealed record UseFlag : IComparable<UseFlag>
{
    private UseFlag(string name) => Name = name;

    /// <summary>The flag as it is written.</summary>
    public string Name { get; }

    /// <summary>Reads a flag without sign or condition.</summary>
    /// <exception cref="FormatException">The text is not a flag.</exception>
    public static UseFlag Parse(string text) => TryParse(text, out var flag)
        ? flag
        : throw new FormatException($"'{text}' is not a USE flag: letters, digits and +_@-, starting with a letter or digit");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out UseFlag? flag)
    {
        flag = text is not null && NameSyntax.IsUseFlag(text) ? new UseFlag(text) : null;
        return flag is not null;
    }

    /// <inheritdoc/>
    public int CompareTo(UseFlag? other) => string.CompareOrdinal(Name, other?.Name);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Ordinal order.</summary>
    public static bool operator <(UseFlag? left, UseFlag? right) => Comparer<UseFlag>.Default.Compare(left, right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(UseFlag? left, UseFlag? right) => right < left;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(UseFlag? left, UseFlag? right) => !(right < left);

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(UseFlag? left, UseFlag? right) => !(left < right);
}
