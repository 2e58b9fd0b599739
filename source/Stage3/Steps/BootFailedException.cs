using Stage3.Linux;

namespace Stage3.Steps;

/// <summary>A packed root does not boot into a sound system.</summary>
public sealed class BootFailedException(HostPath tarball, string message, HostPath? console) : Stage3Exception(
    message,
    console is null ? $"{tarball}" : $"{tarball}, console {console}",
    "read the end of the console's log: it is what the booted system printed");
