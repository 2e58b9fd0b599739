using System.Collections.Immutable;
using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>Words for what went wrong, and whom to do without next time.</summary>
internal sealed class Explanation(CandidateIndex index, Attempt attempt)
{
    /// <summary>As many rejected candidates as a reader takes in.</summary>
    private const int MaximumListed = 12;

    internal Conflict NoCandidate(Demand demand)
    {
        var all = index.All(demand.Atom.Name).ToArray();
        var lines = all.Take(MaximumListed).Select(candidate => $"{Name(candidate)}: {Why(candidate, demand.Atom)}").ToList();
        if (all.Length > MaximumListed) lines.Add($"and {all.Length - MaximumListed} more");
        if (all.Length == 0) lines.Add($"no package '{demand.Atom.Name}' is known");
        return new Conflict(
            new ResolutionProblem(ProblemKind.NoCandidate, $"nothing meets '{demand.Atom}', required by {demand.By}", Chain(demand), [.. lines]),
            demand.Parent is { IsInstalled: false } parent ? (Candidate[])[parent.Package] : []);
    }

    internal static Conflict EmptyChoice(PackageNode node) => new(
        new ResolutionProblem(ProblemKind.NoCandidate, $"'|| ( )' of {node.Package.Id} has no alternative left with its USE", [.. PackageGraph.ChainTo(node)], []),
        node.IsInstalled ? (Candidate[])[] : [node.Package]);

    internal Conflict SlotConflict(PackageNode node, Candidate other, Demand demand)
    {
        // What is in the plan only because of the package itself goes with it.
        var atoms = node.Demands.Where(one => PackageGraph.Outlives(one, node)).Select(one => one.Atom).Append(demand.Atom).ToArray();
        var common = index.Usable(other.Id.Name).FirstOrDefault(candidate =>
            candidate.Slot.Name == other.Slot.Name && !attempt.IsExcluded(candidate) && Array.TrueForAll(atoms, atom => atom.Matches(candidate)));
        var parents = node.Demands.Append(demand).Select(one => one.Parent).OfType<PackageNode>().Where(parent => !parent.IsInstalled).Select(parent => parent.Package);
        Candidate[] packages = common == other ? [node.Package, other] : [other, node.Package];
        var suspects = (common is null ? packages.Reverse() : packages).Where(package => package != common && package.Origin != CandidateOrigin.Installed).Concat(parents);
        var details = node.Demands.Select(one => $"{Name(node.Package)} for '{one.Atom}', required by {one.By}")
            .Append($"{Name(other)} for '{demand.Atom}', required by {demand.By}");
        return new Conflict(
            new ResolutionProblem(
                ProblemKind.SlotConflict,
                $"two packages are needed in slot '{other.Slot.Name}' of {other.Id.Name}: {node.Package.Id.Version} and {other.Id.Version}",
                Chain(demand), [.. details.Distinct()]),
            suspects) { Loser = common == node.Package ? other : common == other ? node.Package : null };
    }

    internal static Conflict BuildCycle(ImmutableArray<PackageNode> cycle)
    {
        var details = cycle.Select((node, place) => (Node: node, Next: cycle[(place + 1) % cycle.Length]))
            .SelectMany(pair => pair.Next.Demands.Where(demand => demand.Parent == pair.Node)
                .Select(demand => $"{pair.Node.Package.Id} needs '{demand.Atom}' ({(demand.Strength.HasFlag(DependencyStrength.Build) ? "to be built" : "to run")})"));
        var choices = cycle.SelectMany(node => node.Demands)
            .Where(demand => demand.ByChoice && cycle.Contains(demand.Parent!))
            .SelectMany(demand => cycle.Where(node => demand.Atom.Matches(node.Package)).Select(node => new Suspect(node.Package, demand.Parent!.Package)));
        return new Conflict(
            new ResolutionProblem(
                ProblemKind.BuildCycle,
                $"packages need each other to be built: {string.Join(" -> ", cycle.Append(cycle[0]).Select(node => node.Package.Id))}",
                [.. PackageGraph.ChainTo(cycle[0])], [.. details.Distinct()]),
            choices.Distinct().ToImmutableArray());
    }

    internal static ResolutionProblem Endless(ImmutableArray<Candidate> rebuilds) => new(
        ProblemKind.Breaks, $"merging them again does not give them what they need: {string.Join(", ", rebuilds)}", [], []);

    internal static ImmutableArray<string> Chain(Demand demand) =>
        demand.Parent is null ? [demand.Request!.ToString()] : [.. PackageGraph.ChainTo(demand.Parent)];

    private static string Name(Candidate candidate) => $"{candidate}{(candidate.Origin switch
    {
        CandidateOrigin.Binary => " (binary)",
        CandidateOrigin.Installed => " (installed)",
        _ => "",
    })}";

    private string Why(Candidate candidate, Atom atom)
    {
        if (!atom.MatchesVersion(candidate.Id)) return "another version";
        if (atom.BuildId is { } build && build != candidate.BuildId) return $"build {candidate.BuildId}, not {build}";
        if (atom.Slot is { } slot && !slot.Matches(candidate.Slot)) return $"slot '{candidate.Slot}' is not ':{slot}'";
        if (atom.Repository is { } repository && repository != candidate.Repository) return $"it is not in repository '{repository}'";
        if (!candidate.Hindrances.IsEmpty) return string.Join("; ", candidate.Hindrances);
        if (index.Refusal(candidate) is { } refusal) return refusal;
        if (!candidate.UnmetRequiredUse.IsEmpty) return $"REQUIRED_USE: {string.Join("; ", candidate.UnmetRequiredUse)}";
        if (atom.FirstUnmetUse(candidate) is { } use) return $"USE: {use}";
        return attempt.IsExcluded(candidate) ? "it leads to another problem" : "a newer one would do but for its USE";
    }
}
