using Stage3.Linux;

namespace Stage3.Steps;

/// <summary>A step was asked for whose forerunner has not finished.</summary>
public sealed class StepMissingException(string step, string neededBy) : Stage3Exception(
    $"{neededBy} needs what {step} makes, and {step} has not finished",
    $"step {neededBy}",
    $"run the target {step} first, or {neededBy} without --skip");
