using System.Collections.Immutable;

namespace Stage3.Embedded.Resolution;

/// <summary>What became of an attempt: a resolution, or conflicts, and installed packages that are to be merged again, with binary packages that do not serve for that.</summary>
internal sealed record AttemptOutcome(Resolution? Resolution, ImmutableArray<Conflict> Conflicts, ImmutableArray<Candidate> Rebuilds, ImmutableArray<Candidate> Stale);
