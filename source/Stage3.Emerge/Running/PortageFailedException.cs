using Stage3.Emerge.Commands;
using Stage3.Linux;

namespace Stage3.Emerge.Running;

/// <summary>A real emerge ended with a failure: the end of what it wrote, and the command that does the same by hand.</summary>
public sealed class PortageFailedException(EmergeCommand command, int exitCode, HostPath log, string lastLines, HostPath? byHand = null) : Stage3Exception(
    what: $"emerge ended with exit code {exitCode}:\n    {lastLines.ReplaceLineEndings("\n    ")}",
    where: $"{command}, log {log}",
    remedy: $"read the log, mend what it names, and run the same target again: finished binary packages are kept{(byHand is null ? "" : $"; by hand: bash {byHand}")}")
{
    /// <summary>The command, as one would type it.</summary>
    public EmergeCommand Command { get; } = command;

    /// <summary>emerge's exit code.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>A script that does it once more for the package alone; null where no package failed.</summary>
    public HostPath? ByHand { get; } = byHand;

    /// <summary>The whole log: the failing package's, or emerge's own where no package failed.</summary>
    public HostPath Log { get; } = log;
}
