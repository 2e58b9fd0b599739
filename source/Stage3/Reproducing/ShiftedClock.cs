using System.Globalization;
using Stage3.Linux;

namespace Stage3.Reproducing;

/// <summary>The system's clock, put forward: two builds on one day become builds on two.</summary>
internal sealed class ShiftedClock(TimeSpan shift) : TimeProvider
{
    /// <summary>The variable that says by how many seconds; Reproduce sets it.</summary>
    public const string Variable = "STAGE3_CLOCK_SHIFT";

    /// <summary>The clock that the environment asks for: the system's own where it asks for none.</summary>
    /// <exception cref="Stage3Exception">The variable is no number of seconds.</exception>
    public static TimeProvider OfEnvironment() => Of(Environment.GetEnvironmentVariable(Variable));

    /// <summary>As <see cref="OfEnvironment"/>, with the variable's text given.</summary>
    public static TimeProvider Of(string? seconds) =>
        string.IsNullOrEmpty(seconds) ? System
        : int.TryParse(seconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var shift) ? new ShiftedClock(TimeSpan.FromSeconds(shift))
        : throw new Stage3Exception($"{Variable} is '{seconds}', not a whole number of seconds", "the environment", "unset it: it is for Reproduce");

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
