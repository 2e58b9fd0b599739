using Stage3.Linux;

namespace Stage3.Boot;

/// <summary>The root was started and gave no answer.</summary>
/// <param name="Message">One sentence without a full stop: why none.</param>
/// <param name="Console">What the machine wrote to its console; null where it was not even started.</param>
public sealed record NotBooted(string Message, HostPath? Console) : BootOutcome;
