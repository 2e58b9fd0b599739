using System.Globalization;

namespace Stage3.Emerge.Scaling;

/// <summary>How many jobs <c>make</c> and its like run within a package: MAKEOPTS of make.conf(5).</summary>
/// <param name="Count">At most so many at once, from 1.</param>
/// <param name="Load">No new ones while the machine's load is above it; null for no bound.</param>
public sealed record MakeJobs(int Count, double? Load)
{
    /// <summary>Whether <see cref="Count"/> is of all packages of a run together, by make's job server, and not of each.</summary>
    public bool Shared { get; init; }

    /// <summary>MAKEOPTS, such as <c>-j8 -l7.5</c>.</summary>
    public string Options => string.Create(CultureInfo.InvariantCulture, $"-j{Count}{(Load is { } load ? $" -l{load}" : "")}");
}
