using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>All that the resolver knows: nothing else is read.</summary>
/// <param name="Available">What can be merged.</param>
/// <param name="Installed">What is in ROOT.</param>
/// <param name="Requests">What is asked for, sets already expanded, in their order.</param>
/// <param name="Options">How.</param>
public sealed record ResolverInput(ICandidates Available, ImmutableArray<Candidate> Installed, ImmutableArray<ResolverRequest> Requests, ResolverOptions Options)
{
    /// <summary>The profile's system packages: never removed for a blocker, and merged early.</summary>
    public ImmutableArray<Atom> System { get; init; } = [];

    /// <summary>The world file and sets that must stay satisfied when something is removed.</summary>
    public ImmutableArray<Atom> World { get; init; } = [];

    /// <summary>What <c>package.provided</c> says is there without being installed.</summary>
    public ImmutableArray<PackageId> Provided { get; init; } = [];

    /// <summary>What <c>soname.provided</c> says is there though no package has it.</summary>
    public ImmutableHashSet<Soname> ProvidedSonames { get; init; } = [];
}
