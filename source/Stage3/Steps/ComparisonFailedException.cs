using Stage3.Linux;

namespace Stage3.Steps;

/// <summary>Two stages differ in a way that a gate forbids.</summary>
public sealed class ComparisonFailedException(int count, HostPath old, HostPath @new, HostPath report) : Stage3Exception(
    $"{count} changes do not pass the gates",
    $"{old} and {@new}, report {report}",
    "see each finding for what to do, or name other gates with --fail-on");
