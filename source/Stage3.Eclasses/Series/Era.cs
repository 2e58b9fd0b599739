using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Stage3.Eclasses.Series;

/// <summary>The months of Gentoo's history that a patch is for, both included. For people: what applies is found by trying.</summary>
/// <param name="From">The first day of the first month.</param>
/// <param name="To">The first day of the last month.</param>
public sealed record Era(DateOnly From, DateOnly To)
{
    /// <summary>Reads two months written as <c>2011-10</c>.</summary>
    public static bool TryParse(string? from, string? to, [NotNullWhen(true)] out Era? era)
    {
        era = Month(from) is { } first && Month(to) is { } last && first <= last ? new Era(first, last) : null;
        return era is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM} to {To:yyyy-MM}");

    private static DateOnly? Month(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month : null;
}
