using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Portage.Repositories;

/// <summary>One repository as <c>repos.conf</c> declares it (portage(5)).</summary>
/// <param name="Name">The name of the section.</param>
/// <param name="Location">The folder.</param>
public sealed record RepositoryEntry(RepositoryName Name, HostPath Location)
{
    /// <summary>Who wins where two repositories hold the same version: the higher. The main repository has −1000 where the file does not say.</summary>
    public int Priority { get; init; }

    /// <summary>Repositories whose eclasses replace those of this one and of its masters, the last one first.</summary>
    public ImmutableArray<RepositoryName> EclassOverrides { get; init; } = [];

    /// <summary>Masters that replace what the repository's own layout.conf says; null where it is left to that.</summary>
    public ImmutableArray<RepositoryName>? Masters { get; init; }

    /// <summary>Other names of the repository.</summary>
    public ImmutableArray<RepositoryName> Aliases { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(RepositoryEntry? other) =>
        other is not null && Name == other.Name && Location == other.Location && Priority == other.Priority
        && EclassOverrides.SequenceEqual(other.EclassOverrides) && Aliases.SequenceEqual(other.Aliases)
        && (Masters is null ? other.Masters is null : other.Masters is { } masters && Masters.Value.SequenceEqual(masters));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Location, Priority);
}
