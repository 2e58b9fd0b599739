using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>A phase died, was killed, or broke a rule.</summary>
public class PhaseFailedException(PackageId package, Phase phase, string reason, HostPath log, ImmutableArray<string> lastLines) : Stage3Exception(
    what: $"{package}: {phase.FunctionName()} failed: {reason}",
    where: $"log {log}" + string.Concat(lastLines.Select(line => $"\n    {line}")),
    remedy: "mend what the log's end names, and run the same again: finished packages are kept")
{
    /// <summary>Whose phase.</summary>
    public PackageId Package { get; } = package;

    /// <summary>The phase.</summary>
    public Phase Phase { get; } = phase;

    /// <summary>The package's full log.</summary>
    public HostPath Log { get; } = log;

    /// <summary>At most the last 20 lines of the log.</summary>
    public ImmutableArray<string> LastLines { get; } = lastLines;
}
