namespace Stage3.Boot;

/// <summary>Nothing was booted, since what a boot needs could not be had: neither good nor bad news of the root.</summary>
/// <param name="Reason">What is missing and what to do, one line.</param>
public sealed record BootSkipped(string Reason) : BootOutcome;
