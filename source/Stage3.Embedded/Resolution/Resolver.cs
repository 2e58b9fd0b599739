using System.Collections.Immutable;
using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// Finds out what to merge, in which order, so that what is asked for works: a pure function of its input. Source: PMS 8,
/// and emerge(1) where PMS leaves the choice.
/// </summary>
public static class Resolver
{
    /// <summary>Resolves; what cannot be resolved is a value too.</summary>
    public static Resolution Resolve(ResolverInput input)
    {
        var refused = input.Requests.Where(request => request.Atom.Blocks != Blocking.None).ToArray();
        if (refused.Length > 0)
            return Failure(refused.Select(request => new ResolutionProblem(ProblemKind.NoCandidate, $"a blocker cannot be asked for: {request}", [], [])), []);

        var index = new CandidateIndex(input);
        var requests = Expand(input, index);
        var waiting = new LinkedList<Attempt>([Attempt.First]);
        var seen = new List<Attempt> { Attempt.First };
        ImmutableArray<Conflict>? first = null;
        var tries = 0;
        while (waiting.First is { } next && tries <= input.Options.Backtrack)
        {
            waiting.RemoveFirst();
            var outcome = new AttemptRun(input, index, next.Value).Run(requests);
            if (outcome.Resolution is { } resolution) return resolution;
            var rebuilding = next.Value.Rebuilding(outcome.Rebuilds, outcome.Stale);
            if (outcome.Conflicts.IsEmpty)
            {
                if (rebuilding.IsSameAs(next.Value)) return Failure([Explanation.Endless(outcome.Rebuilds)], []);
                waiting.AddFirst(rebuilding);
                continue;
            }

            if (!rebuilding.IsSameAs(next.Value) && !seen.Exists(rebuilding.IsSameAs))
            {
                // What is built against a newer slot may no longer need the older one that is in the way.
                seen.Add(rebuilding);
                waiting.AddFirst(rebuilding);
            }

            if (WithoutLosers(next.Value, outcome.Conflicts) is { } agreed && !seen.Exists(agreed.IsSameAs))
            {
                // That is no guess: one package meets all, and it is only that another was found first.
                seen.Add(agreed);
                waiting.AddFirst(agreed);
                first ??= outcome.Conflicts;
                continue;
            }

            tries++;
            first ??= outcome.Conflicts;
            foreach (var other in Others(next.Value, outcome.Conflicts).Where(other => !seen.Exists(other.IsSameAs)))
            {
                seen.Add(other);
                waiting.AddLast(other);
            }
        }

        var gaveUp = waiting.Count > 0 ? $"gave up after {tries - 1} other choices: a higher --backtrack tries more" : $"{tries - 1} other choices were tried: none works";
        return Failure(first!.Value.Select(conflict => conflict.Problem), tries > 1 ? [gaveUp] : []);
    }

    /// <summary>An update of a package without a slot speaks of each slot that is installed; that of a set does not.</summary>
    private static ImmutableArray<ResolverRequest> Expand(ResolverInput input, CandidateIndex index)
    {
        var result = ImmutableArray.CreateBuilder<ResolverRequest>();
        foreach (var request in input.Requests)
        {
            if (input.Options.UpdateOnlyInstalled && !index.Installed(request.Atom.Name).Any()) continue;
            result.Add(request);
            if (input.Options.Update && request is { IsOfSet: false, Atom.Slot: null }) result.AddRange(InSlots(request, index).Reverse());
        }

        return result.DrainToImmutable();
    }

    /// <summary>Older slots; what forbids a newer one, or is forbidden by it, may go.</summary>
    private static IEnumerable<ResolverRequest> InSlots(ResolverRequest request, CandidateIndex index)
    {
        var kept = index.Usable(request.Atom.Name).Where(request.Atom.Matches).Take(1).ToList();
        foreach (var installed in index.Installed(request.Atom.Name).Where(request.Atom.Matches))
        {
            var inSlot = request.Atom.WithSlot(SlotDependency.Parse(installed.Slot.Name));
            if (index.Usable(request.Atom.Name).FirstOrDefault(inSlot.Matches) is not { } best || kept.Exists(other => Forbids(other, best) || Forbids(best, other))) continue;
            kept.Add(best);
            yield return request with { Atom = inSlot };
        }
    }

    private static bool Forbids(Candidate package, Candidate other) => package.AllDependencies.Any(atom => atom.Blocks != Blocking.None && atom.WithoutBlocker().Matches(other));

    private static Attempt? WithoutLosers(Attempt attempt, ImmutableArray<Conflict> conflicts) => conflicts.All(conflict => conflict.Loser is not null)
        ? conflicts.Aggregate(attempt, (all, conflict) => all.Without(new Suspect(conflict.Loser!), conflict.Problem.Message))
        : null;

    /// <summary>First all conflicts avoided at once in the most promising way, then each way by itself.</summary>
    private static IEnumerable<Attempt> Others(Attempt attempt, ImmutableArray<Conflict> conflicts)
    {
        if (conflicts.Any(conflict => conflict.Suspects.IsEmpty)) yield break;
        if (conflicts.Length > 1) yield return conflicts.Aggregate(attempt, (all, conflict) => all.Without(conflict.Suspects[0], conflict.Problem.Message));
        foreach (var conflict in conflicts)
            foreach (var suspect in conflict.Suspects)
                yield return attempt.Without(suspect, conflict.Problem.Message);
    }

    private static Resolution Failure(IEnumerable<ResolutionProblem> problems, ImmutableArray<string> notes) =>
        new([], [.. problems.DistinctBy(problem => problem.Message).OrderBy(problem => problem.Chain.Length)], [], notes);
}
