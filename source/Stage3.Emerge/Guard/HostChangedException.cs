using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Emerge.Guard;

/// <summary>The build host is not what it was before the run: exactly what must never happen.</summary>
public sealed class HostChangedException(ImmutableArray<HostChange> changes, Exception? inner = null) : Stage3Exception(
    what: $"the build host was changed: {string.Join(", ", changes)}",
    where: string.Join(", ", changes.Select(change => change.File.Value)),
    remedy: "put the files back (passwd, group, shadow and gshadow have a former version beside them, ending in '-'), find who changed them, "
        + "and run again; if it was another program at the same time, just run again",
    inner)
{
    /// <summary>What is different, sorted by path.</summary>
    public ImmutableArray<HostChange> Changes { get; } = changes;
}
