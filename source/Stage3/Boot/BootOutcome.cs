namespace Stage3.Boot;

/// <summary>How a boot test ended: <see cref="Booted"/>, <see cref="NotBooted"/> or <see cref="BootSkipped"/>.</summary>
public abstract record BootOutcome;
