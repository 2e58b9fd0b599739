using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// Looks at the installed packages that stay: what the plan takes from under them makes a rebuild, where they are bound to a
/// sub-slot and can be built again, or a conflict.
/// </summary>
internal sealed class InstalledCheck(ResolverInput input, CandidateIndex index, Attempt attempt, PackageGraph graph, FinalState state)
{
    /// <summary>Binary packages that are bound to what is replaced: no rebuild takes them.</summary>
    internal HashSet<Candidate> Stale { get; } = [];

    /// <summary>Installed packages that must be merged again because of a changed sub-slot.</summary>
    internal List<Candidate> Rebuilds { get; } = [];

    /// <summary>Where an atom was met by an installed package that is now replaced, the replacement must meet it, and comes first.</summary>
    internal void CheckReliances(Explanation explanation)
    {
        foreach (var (demand, installed) in graph.Reliances)
        {
            if (graph.InSlotOf(installed) is not { } replacement) continue;
            if (replacement == demand.Parent && Chooser.Of(replacement, demand.Strength).ToBuild) continue;
            if (demand.Atom.Matches(replacement.Package)) PackageGraph.Connect(demand, replacement);
            else if (demand.Parent is { IsInstalled: false } || demand.Parent is null) graph.Conflicts.Add(explanation.SlotConflict(replacement, installed, demand));
        }
    }

    internal void CheckDependencies()
    {
        foreach (var installed in input.Installed.Where(state.Stays).OrderBy(candidate => candidate.Id))
        {
            CheckDependencies(installed, index.Sonames.Of(installed), CheckBroken);
            CheckDependencies(installed, installed.RuntimeDependencies, CheckBroken);
            CheckDependencies(installed, installed.PostDependencies, CheckBroken);
            if (!input.Options.CountsBuildDependencies) continue;
            CheckDependencies(installed, installed.BuildDependencies, (_, part) => CheckBound(installed, part));
            if (input.Options.BuildHost == BuildHost.Root) CheckDependencies(installed, installed.BuildHostDependencies, (_, part) => CheckBound(installed, part));
        }
    }

    private void CheckDependencies(Candidate installed, DependencySpec<Atom> spec, Action<Candidate, DependencyNode<Atom>> check)
    {
        if (!spec.Leaves.Any(atom => state.Changes(atom.Name))) return;
        foreach (var part in index.Settle(spec, installed).Parts)
            if (state.HeldBefore(part) && !state.HoldsAfter(part)) check(installed, part);
    }

    /// <summary>Merges it again where it was built against what goes.</summary>
    private bool CheckBound(Candidate installed, DependencyNode<Atom> part)
    {
        var bound = new DependencySpec<Atom>([part]).Leaves.Where(atom => atom.IsBuilt && state.HeldBefore(new DependencyLeaf<Atom>(atom))).ToArray();
        if (bound.Length == 0 || !CanBeRebuilt(installed, bound)) return false;
        if (!Rebuilds.Contains(installed)) Rebuilds.Add(installed);
        return true;
    }

    private void CheckBroken(Candidate installed, DependencyNode<Atom> part)
    {
        if (CheckBound(installed, part)) return;
        var culprits = new DependencySpec<Atom>([part]).Leaves.SelectMany(atom => state.Planned(atom.Name)).Distinct().ToArray();
        if (input.Options.IgnoresWorld || (culprits.Length > 0 && Array.TrueForAll(culprits, MayBreak))) return;
        graph.Conflicts.Add(new Conflict(
            new ResolutionProblem(
                ProblemKind.Breaks,
                $"installed {installed.Id} would lose '{part}'",
                culprits.Length == 0 ? [] : [.. PackageGraph.ChainTo(culprits[0])],
                [.. culprits.Select(node => node.Replaces is null ? $"{node.Package} comes" : $"{node.Package} replaces {node.Replaces.Id}")]),
            culprits.Select(node => node.Package)));
    }

    /// <summary>True where the command does not ask for installed packages to be kept whole against such a change.</summary>
    private bool MayBreak(PackageNode culprit) => culprit.Replaces is { } old
        && (old.Id.Equals(culprit.Package.Id) ? !input.Options.CompletesForNewUse : !input.Options.CompletesForNewVersions);

    /// <summary>True where something can be merged over it that is not itself bound to the old sub-slot.</summary>
    private bool CanBeRebuilt(Candidate installed, Atom[] bound)
    {
        var slot = SlotAtom(installed);
        var candidates = index.Usable(installed.Id.Name).Where(candidate => slot.Matches(candidate) && !attempt.IsExcluded(candidate)).ToArray();
        var stale = candidates.Where(candidate => IsStale(candidate, bound)).ToArray();
        if (stale.Length == candidates.Length) return false;
        Stale.UnionWith(stale);
        return true;
    }

    private bool IsStale(Candidate candidate, Atom[] bound) =>
        candidate.AllDependencies.Any(atom => atom.Slot is { IsBuilt: true } && bound.Any(other => other.Name.Equals(atom.Name)) && !state.HoldsAfter(atom))
        || index.Sonames.Of(candidate).Parts.Any(part => new DependencySpec<Atom>([part]).Leaves.Any(atom => bound.Any(other => other.Name.Equals(atom.Name))) && !state.HoldsAfter(part))
        || index.Sonames.Unprovided(candidate).Any();

    /// <summary>Whatever is in the slot of the package.</summary>
    internal static Atom SlotAtom(Candidate package) => Atom.Of(package.Id.Name).WithSlot(SlotDependency.Parse(package.Slot.Name));
}
