using Stage3.Linux;
using Stage3.Packaging.Comparing;
using Stage3.Reports;

namespace Stage3;

/// <summary>
/// What <c>--fail-on</c> says: of VerifyChroot the mildest findings that fail it, of Diff the changes that do. One or the other: whoever
/// asks for what it is not is told.
/// </summary>
public sealed record FailureBar
{
    private readonly Severity? _severity;
    private readonly ComparisonGate? _gate;

    private FailureBar(Severity? severity, ComparisonGate? gate) => (_severity, _gate) = (severity, gate);

    /// <summary>Nothing was said: findings fail from errors on, and no change does.</summary>
    public static FailureBar Default { get; } = new(Severity.Error, ComparisonGate.Parse(null));

    /// <summary>A bar for findings.</summary>
    public static FailureBar Of(Severity severity) => new(severity, null);

    /// <summary>Reads <c>note</c>, <c>warning</c> or <c>error</c>, or gates as <see cref="ComparisonGate.Parse"/> does; null is the default.</summary>
    /// <exception cref="Stage3Exception">It is neither.</exception>
    public static FailureBar Parse(string? text)
    {
        if (text is null) return Default;
        if (Enum.GetNames<Severity>().Contains(text, StringComparer.OrdinalIgnoreCase)) return Of(Enum.Parse<Severity>(text, ignoreCase: true));
        try
        {
            return new(null, ComparisonGate.Parse(text));
        }
        catch (FormatException)
        {
            throw Wrong(text, "it is neither a severity nor a gate");
        }
    }

    /// <summary>The mildest findings that fail.</summary>
    /// <exception cref="Stage3Exception">Gates were named.</exception>
    public Severity Severity => _severity ?? throw Wrong("", "these are gates for Diff, and no severity");

    /// <summary>The changes that fail.</summary>
    /// <exception cref="Stage3Exception">A severity was named.</exception>
    public ComparisonGate Gate => _gate ?? throw Wrong($"{_severity}", "that is a severity of findings, and no change between two stages");

    private static Stage3Exception Wrong(string text, string why) => new(
        $"--fail-on{(text.Length == 0 ? "" : $" {text}")}: {why}",
        "the command line",
        "VerifyChroot takes note, warning or error; Diff takes setuid, capability and growth:N%, with commas between");
}
