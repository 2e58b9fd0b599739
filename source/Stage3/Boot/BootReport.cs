using System.Collections.Immutable;

namespace Stage3.Boot;

/// <summary>What a booted root said of itself.</summary>
public sealed record BootReport
{
    /// <summary>True where systemd reached <c>multi-user.target</c>.</summary>
    public required bool ReachedMultiUser { get; init; }

    /// <summary>The id with which the system bus answered a call, 32 hex digits; null where it gave no answer.</summary>
    public required string? BusId { get; init; }

    /// <summary>The user that the bus daemon runs as; null where none runs.</summary>
    public required uint? BusUid { get; init; }

    /// <summary>Units that failed, sorted by name.</summary>
    public required ImmutableArray<string> FailedUnits { get; init; }

    /// <summary>Jobs that had not ended when the questions were asked, half a minute after the boot.</summary>
    public required int UnfinishedJobs { get; init; }

    /// <summary>From the kernel's start to the answers, by the machine's own clock.</summary>
    public required TimeSpan Uptime { get; init; }
}
