using Stage3.Linux;

namespace Stage3.Boot;

/// <summary>The root was booted and answered.</summary>
/// <param name="Report">What it said.</param>
/// <param name="MessagebusUid">The user id that its own passwd gives to <c>messagebus</c>; null where it names none.</param>
/// <param name="Accelerator">Who ran its instructions.</param>
/// <param name="Console">What the machine wrote to its console.</param>
public sealed record Booted(BootReport Report, uint? MessagebusUid, Accelerator Accelerator, HostPath Console) : BootOutcome;
