using System.Collections.Immutable;

namespace Stage3.Embedded.Resolution;

/// <summary>What became of an attempt: a resolution, or conflicts, or installed packages that must be merged again, and binary packages that do not serve for that.</summary>
internal sealed record AttemptOutcome(Resolution? Resolution, ImmutableArray<Conflict> Conflicts, ImmutableArray<Candidate> Rebuilds, ImmutableArray<Candidate> Stale);
