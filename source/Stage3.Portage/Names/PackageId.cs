using System.Diagnostics.CodeAnalysis;
using Stage3.Portage.Versions;

namespace Stage3.Portage.Names;

/// <summary>
/// One version of a package, <c>category/name-version</c> (Portage's CPV). Equal where name and version are, and versions
/// are compared as PMS 3.3 does: <c>a/b-1</c> equals <c>a/b-1-r0</c>, though each keeps its own spelling.
/// </summary>
public sealed record PackageId(PackageName Name, PackageVersion Version) : IComparable<PackageId>
{
    /// <summary><c>name-version</c> as ebuild files and binary packages are called: PMS's PF.</summary>
    public string NameAndVersion => $"{Name.Name}-{Version}";

    /// <summary>Reads <c>category/name-version</c>.</summary>
    /// <exception cref="FormatException">The text is not such an id; the message quotes it and says why.</exception>
    public static PackageId Parse(string text) => TryParse(text, out var id, out var error) ? id : throw new FormatException(error);

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PackageId? id) => TryParse(text, out id, out _);

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value, with the reason.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PackageId? id, [NotNullWhen(false)] out string? error)
    {
        id = null;
        var hyphen = text is null ? -1 : NameSyntax.VersionHyphen(text);
        if (hyphen <= 0)
        {
            error = $"'{text}' is not a package with version: no version at its end ('category/name-version')";
            return false;
        }

        if (!PackageName.TryParse(text![..hyphen], out var name, out var reason))
        {
            error = $"'{text}' is not a package with version: {reason}";
            return false;
        }

        error = null;
        id = new PackageId(name, PackageVersion.Parse(text[(hyphen + 1)..]));
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(PackageId? other)
    {
        if (other is null) return 1;
        var name = Name.CompareTo(other.Name);
        return name != 0 ? name : Version.CompareTo(other.Version);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}-{Version}";

    /// <summary>Order by name, then by version.</summary>
    public static bool operator <(PackageId? left, PackageId? right) => Comparer<PackageId>.Default.Compare(left, right) < 0;

    /// <summary>Order by name, then by version.</summary>
    public static bool operator >(PackageId? left, PackageId? right) => right < left;

    /// <summary>Order by name, then by version.</summary>
    public static bool operator <=(PackageId? left, PackageId? right) => !(right < left);

    /// <summary>Order by name, then by version.</summary>
    public static bool operator >=(PackageId? left, PackageId? right) => !(left < right);
}
