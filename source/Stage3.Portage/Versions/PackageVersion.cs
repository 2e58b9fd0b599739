using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Stage3.Portage.Versions;

/// <summary>
/// A version with its revision, such as <c>1.02b_rc3_p1-r2</c>. It keeps its spelling, but is compared, and is equal, as PMS
/// 3.3 says: <c>1-r0</c> equals <c>1</c>, <c>1.1</c> is newer than <c>1.02</c>, <c>1.0</c> is newer than <c>1</c>. Numbers have no limit.
/// </summary>
public sealed partial record PackageVersion : IComparable<PackageVersion>
{
    private readonly string text;
    private readonly ImmutableArray<string> numbers;
    private readonly char letter;
    private readonly ImmutableArray<(VersionSuffix Kind, string Number)> suffixes;
    private readonly string revision;

    private PackageVersion(string text)
    {
        this.text = text;
        var rest = text.AsSpan();
        numbers = TakeNumbers(ref rest);
        letter = TakeLetter(ref rest);
        suffixes = TakeSuffixes(ref rest);
        revision = rest.IsEmpty ? "" : rest[2..].TrimStart('0').ToString();
    }

    /// <summary>The version without its revision: PMS's PV.</summary>
    public string WithoutRevision => text.IndexOf("-r", StringComparison.Ordinal) is >= 0 and var hyphen ? text[..hyphen] : text;

    /// <summary>The revision as <c>rN</c>, <c>r0</c> where none is given: PMS's PR.</summary>
    public string Revision => text.IndexOf("-r", StringComparison.Ordinal) is >= 0 and var hyphen ? text[(hyphen + 1)..] : "r0";

    /// <summary>Reads a version with an optional revision.</summary>
    /// <exception cref="FormatException">The text is not a version.</exception>
    public static PackageVersion Parse(string text) => TryParse(text, out var version)
        ? version
        : throw new FormatException($"'{text}' is not a version: numbers joined by '.', at most one letter, suffixes _alpha _beta _pre _rc _p, and -rN");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PackageVersion? version)
    {
        version = text is not null && IsVersion(text) ? new PackageVersion(text) : null;
        return version is not null;
    }

    /// <summary>True where only the revisions differ, or nothing: what the operator <c>~</c> asks.</summary>
    public bool EqualsWithoutRevision(PackageVersion other) => CompareWithoutRevision(other) == 0;

    /// <summary>
    /// True where this begins with the components of <paramref name="prefix"/>, as <c>=…*</c> asks: a textual prefix, but for
    /// leading zeros, that ends between two components, so that <c>1*</c> takes <c>1.2</c> and <c>1b</c> and not <c>10</c>.
    /// </summary>
    public bool StartsWith(PackageVersion prefix)
    {
        var own = WithoutLeadingZeros(text);
        var start = WithoutLeadingZeros(prefix.text);
        if (!own.StartsWith(start, StringComparison.Ordinal)) return false;
        return own.Length == start.Length || own[start.Length] is '.' or '_' or '-'
            || char.IsAsciiDigit(start[^1]) != char.IsAsciiDigit(own[start.Length]);
    }

    /// <inheritdoc/>
    public override string ToString() => text;

    /// <summary>Order of PMS 3.3.</summary>
    public static bool operator <(PackageVersion? left, PackageVersion? right) => Comparer<PackageVersion>.Default.Compare(left, right) < 0;

    /// <summary>Order of PMS 3.3.</summary>
    public static bool operator >(PackageVersion? left, PackageVersion? right) => right < left;

    /// <summary>Order of PMS 3.3.</summary>
    public static bool operator <=(PackageVersion? left, PackageVersion? right) => !(right < left);

    /// <summary>Order of PMS 3.3.</summary>
    public static bool operator >=(PackageVersion? left, PackageVersion? right) => !(left < right);

    private static ReadOnlySpan<char> WithoutLeadingZeros(string text)
    {
        var trimmed = text.AsSpan().TrimStart('0');
        return !trimmed.IsEmpty && char.IsAsciiDigit(trimmed[0]) ? trimmed : text.AsSpan(text.Length - trimmed.Length - 1);
    }
}
