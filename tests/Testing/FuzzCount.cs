using System.Globalization;

namespace Stage3.Testing;

/// <summary>
/// How often a property of the trait <c>Category=Fuzz</c> is tried: a small share in <c>./build.sh Test</c>, and as often as
/// <c>./build.sh Fuzz --count N</c> says there. Hand it to CsCheck as <c>iter</c>.
/// </summary>
public static class FuzzCount
{
    /// <summary>The variable by which Fuzz hands its count on.</summary>
    public const string Variable = "STAGE3_FUZZ_COUNT";

    /// <summary>What the variable says, else <paramref name="share"/>.</summary>
    /// <exception cref="FormatException">The variable holds no whole number from 1 up.</exception>
    public static long Or(long share) => Of(Environment.GetEnvironmentVariable(Variable), share);

    /// <summary>As <see cref="Or"/>, with the variable's text given.</summary>
    public static long Of(string? text, long share) =>
        string.IsNullOrEmpty(text) ? share
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
        : throw new FormatException($"{Variable} is '{text}', not a whole number from 1 up");
}
