using System.Collections.Immutable;

namespace Stage3.Embedded.Resolution;

/// <summary>What became of an attempt: a resolution, or conflicts, or installed packages that must be merged again.</summary>
internal sealed record AttemptOutcome(Resolution? Resolution, ImmutableArray<Conflict> Conflicts, ImmutableArray<Candidate> Rebuilds);
