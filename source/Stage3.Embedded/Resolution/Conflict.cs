using System.Collections.Immutable;

namespace Stage3.Embedded.Resolution;

/// <summary>A problem of an attempt, with what another attempt may do without, most promising first.</summary>
internal sealed record Conflict(ResolutionProblem Problem, ImmutableArray<Suspect> Suspects)
{
    /// <summary>Of two packages in one slot the one that need not be: the other meets all that is asked of it; null where that is not so.</summary>
    internal Candidate? Loser { get; init; }

    internal Conflict(ResolutionProblem problem, IEnumerable<Candidate> suspects)
        : this(problem, [.. suspects.Distinct().Select(candidate => new Suspect(candidate))])
    {
    }
}
