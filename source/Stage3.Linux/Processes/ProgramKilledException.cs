using System.Collections.Immutable;

namespace Stage3.Linux.Processes;

/// <summary>A program was ended by a signal that we did not send: out of memory, a crash, or somebody's kill.</summary>
public sealed class ProgramKilledException(ChildProcess process, ProcessExit exit, ImmutableArray<string> lastLines)
    : ProgramFailedException(process, exit, lastLines);
