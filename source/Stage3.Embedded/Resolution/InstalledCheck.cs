using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// Looks at the installed packages that stay: what the plan takes from under them makes a rebuild, where they are bound to a
/// sub-slot and can be built again, or a conflict.
/// </summary>
internal sealed class InstalledCheck(ResolverInput input, PackageGraph graph, FinalState state, CandidateChoice choice)
{
    /// <summary>Installed packages that must be merged again because of a changed sub-slot.</summary>
    internal List<Candidate> Rebuilds { get; } = [];

    /// <summary>Where an atom was met by an installed package that is now replaced, the replacement must meet it, and comes first.</summary>
    internal void CheckReliances(Explanation explanation)
    {
        foreach (var (demand, installed) in graph.Reliances)
        {
            if (graph.InSlotOf(installed) is not { } replacement) continue;
            if (demand.Atom.Matches(replacement.Package)) PackageGraph.Connect(demand, replacement);
            else if (demand.Parent is { IsInstalled: false } || demand.Parent is null) graph.Conflicts.Add(explanation.SlotConflict(replacement, installed, demand));
        }
    }

    internal void CheckDependencies()
    {
        foreach (var installed in input.Installed.Where(state.Stays).OrderBy(candidate => candidate.Id))
        {
            var spec = installed.RuntimeDependencies;
            if (!spec.Leaves.Any(atom => state.Changes(atom.Name))) continue;
            foreach (var part in spec.Reduce(installed.IsEnabled).Parts)
                if (state.HeldBefore(part) && !state.HoldsAfter(part)) CheckBroken(installed, part);
        }
    }

    private void CheckBroken(Candidate installed, DependencyNode<Atom> part)
    {
        if (part is DependencyLeaf<Atom> { Value.Slot.IsBuilt: true } leaf && Rebuildable(installed, leaf.Value))
        {
            if (!Rebuilds.Contains(installed)) Rebuilds.Add(installed);
            return;
        }

        var culprits = new DependencySpec<Atom>([part]).Leaves.SelectMany(atom => state.Planned(atom.Name)).Distinct().ToArray();
        graph.Conflicts.Add(new Conflict(
            new ResolutionProblem(
                ProblemKind.Breaks,
                $"installed {installed.Id} would lose '{part}'",
                culprits.Length == 0 ? [] : [.. PackageGraph.ChainTo(culprits[0])],
                [.. culprits.Select(node => node.Replaces is null ? $"{node.Package} comes" : $"{node.Package} replaces {node.Replaces.Id}")]),
            culprits.Select(node => node.Package)));
    }

    /// <summary>True where something can be merged over it that is not itself bound to the old sub-slot.</summary>
    private bool Rebuildable(Candidate installed, Atom bound) => bound.Slot is not null && choice.Best(SlotAtom(installed), []) is { } again
        && again.RuntimeDependencies.Reduce(again.IsEnabled).Leaves
            .Where(atom => atom.Name.Equals(bound.Name) && atom.Slot is { IsBuilt: true })
            .All(state.HoldsAfter);

    /// <summary>Whatever is in the slot of the installed package.</summary>
    internal static Atom SlotAtom(Candidate installed) => Atom.Of(installed.Id.Name).WithSlot(SlotDependency.Parse(installed.Slot.Name));
}
