namespace Nuke.Common.Execution;

/// <summary>Where a target stands. Collective: it had its turn, but only groups others. NotRun: its turn never came.</summary>
public enum ExecutionStatus { None, Scheduled, NotRun, Skipped, Succeeded, Failed, Running, Aborted, Collective }
