using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Ebuilds;
using Stage3.Portage.Libraries;

namespace Stage3.Embedded.Resolution;

/// <summary>Words for what went wrong, and whom to do without next time.</summary>
internal sealed class Explanation(CandidateIndex index, Attempt attempt)
{
    private readonly Rejections rejections = new(index, attempt);

    /// <summary>No package at all has a library.</summary>
    internal Conflict NoProvider(Soname soname, PackageNode node) => new(
        new ResolutionProblem(ProblemKind.NoCandidate, $"nothing provides '{soname}', required by {node.Package.Id}", [.. PackageGraph.ChainTo(node)], [.. rejections.OfLibrary(soname)]), [node.Package]);

    internal Conflict NoCandidate(Demand demand)
    {
        if (demand.Atom.Soname is { } soname) return NoProvider(soname, demand.Parent!);
        var choice = demand.ByChoice ? ChoiceOf(demand.Parent!.Package, demand.Atom) : null;
        var (message, details) = choice is null
            ? ($"nothing meets '{demand.Atom}', required by {demand.By}", rejections.Of(demand.Atom))
            : ($"none of '{choice}' can be had, required by {demand.By}", choice.Parts.SelectMany(part => rejections.OfAlternative(part, atom => index.Settle(atom, demand.Parent!.Package))));
        var bound = demand is { Parent.Package: { Origin: not CandidateOrigin.Source } built, Atom.Slot: { IsBuilt: true } slot }
            ? [$"{built.Id} was built against {demand.Atom.Name}:{slot.Slot}/{slot.SubSlot}: it has to be built again, or that has to be kept beside it"]
            : (string[])[];
        return new Conflict(
            new ResolutionProblem(ProblemKind.NoCandidate, message, Chain(demand), [.. details, .. bound]),
            demand.Parent is { IsInstalled: false } parent ? (Candidate[])[parent.Package] : []);
    }

    /// <summary>The package that is to be taken, and whose USE contradicts itself.</summary>
    internal static Conflict UnmetRequiredUse(Demand demand, Candidate found) => new(
        new ResolutionProblem(
            ProblemKind.NoCandidate,
            $"USE of {found} does not meet its REQUIRED_USE, and '{demand.Atom}' is required by {demand.By}",
            Chain(demand),
            [.. found.UnmetRequiredUse, $"its USE is {UseOf(found)}: package.use can change that"]),
        demand.Parent is { IsInstalled: false } parent ? (Candidate[])[parent.Package] : []);

    private static string UseOf(Candidate candidate) => string.Join(' ', candidate.Declared.Select(flag => candidate.IsEnabled(flag) ? $"{flag}" : $"-{flag}").Order(StringComparer.Ordinal));

    /// <summary>The <c>||</c> of the package's dependencies that the atom stands in.</summary>
    private DependencyGroup<Atom>? ChoiceOf(Candidate chooser, Atom atom)
    {
        var waiting = new Stack<DependencyNode<Atom>>(Enum.GetValues<DependencyKind>().SelectMany(kind => chooser.Dependencies(kind).Reduce(chooser.IsEnabled).Parts));
        while (waiting.TryPop(out var part))
        {
            if (part is not DependencyGroup<Atom> group) continue;
            if (group.Kind == GroupKind.AnyOf && new DependencySpec<Atom>([group]).Leaves.Any(leaf => index.Settle(leaf, chooser).Equals(atom))) return group;
            foreach (var inner in group.Parts) waiting.Push(inner);
        }

        return null;
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
        // Where nothing but choices asks for the two, another alternative may stand in for the older one.
        var isOfChoices = node.Demands.Append(demand).All(one => one.ByChoice);
        var suspects = (common is not null ? packages : isOfChoices ? packages.OrderBy(package => package.Id.Version) : packages.Reverse()).Where(package => package != common && package.Origin != CandidateOrigin.Installed).Concat(parents);
        var details = node.Demands.Select(one => $"{Rejections.Name(node.Package)} for '{one.Atom}', required by {one.By}")
            .Append($"{Rejections.Name(other)} for '{demand.Atom}', required by {demand.By}");
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
}
