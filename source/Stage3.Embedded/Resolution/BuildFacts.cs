using System.Collections.Immutable;
using System.Globalization;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>What is known of how a binary or installed package came to be.</summary>
/// <param name="Time">When it was built, in seconds since 1970: BUILD_TIME; 0 where nothing is known of it.</param>
/// <param name="Id">Which of several builds of one version: BUILD_ID; 0 where there is only one.</param>
public sealed record BuildFacts(long Time = 0, long Id = 0)
{
    /// <summary>The flags that would be on if it were built now; null where nobody asks.</summary>
    public ImmutableArray<UseFlag>? Configured { get; init; }

    /// <summary>The binhost that it would be fetched from; null where it lies on this machine.</summary>
    public string? Binhost { get; init; }

    /// <summary>The libraries that it needs and has not itself; none where nobody asks.</summary>
    public ImmutableArray<Soname> Requires { get; init; } = [];

    /// <summary>The libraries that it has for others; none where nobody asks.</summary>
    public ImmutableHashSet<Soname> Provides { get; init; } = [];

    /// <summary>The same with the libraries that REQUIRES and PROVIDES name, and what of these cannot be read and so counts for nothing.</summary>
    public (BuildFacts Facts, ImmutableArray<string> Problems) WithLibraries(string? requires, string? provides)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        if (!Soname.TryParse(requires, out var needed, out var error)) problems.Add($"{Soname.RequiresKey}: {error}");
        if (!Soname.TryParse(provides, out var had, out error)) problems.Add($"{Soname.ProvidesKey}: {error}");
        return (this with { Requires = needed, Provides = [.. had] }, problems.DrainToImmutable());
    }

    /// <summary>Reads BUILD_TIME as packages have it; 0 where it is missing or no number.</summary>
    public static long ParseTime(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? time : 0;
}
