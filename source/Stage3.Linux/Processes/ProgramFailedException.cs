using System.Collections.Immutable;

namespace Stage3.Linux.Processes;

/// <summary>A program ran and ended with a non-zero exit code.</summary>
public class ProgramFailedException(ChildProcess process, ProcessExit exit, ImmutableArray<string> lastLines) : Stage3Exception(
    what: $"'{process.Name}' ended: {exit}",
    where: process.ToString() + (process.LogFile is { } log ? $", log {log}" : ""),
    remedy: lastLines is [] ? "it wrote nothing; run it by hand" : "read what it wrote last:\n    " + string.Join("\n    ", lastLines))
{
    /// <summary>What was run.</summary>
    public ChildProcess Process { get; } = process;

    /// <summary>How it ended.</summary>
    public ProcessExit Exit { get; } = exit;

    /// <summary>At most the last 20 lines that it wrote, both streams, oldest first.</summary>
    public ImmutableArray<string> LastLines { get; } = lastLines;
}
