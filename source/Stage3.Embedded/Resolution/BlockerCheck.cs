using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// Settles blockers: what the plan replaces anyway needs no more than an order, an installed package that nothing needs is
/// removed, and the rest are conflicts. Source: PMS 8.3.2.
/// </summary>
internal sealed class BlockerCheck(ResolverInput input, CandidateIndex index, PackageGraph graph, FinalState state)
{
    internal List<Removal> Removals { get; } = [];

    internal void Check()
    {
        foreach (var node in graph.Planned)
            foreach (var blocker in node.Blockers) Check(node, blocker, blocker.WithoutBlocker());
        foreach (var installed in input.Installed.OrderBy(candidate => candidate.Id)) CheckOwnBlockers(installed);
        // Packages that need each other may go together.
        Removals.RemoveAll(IsRefused);
        foreach (var removal in Removals)
        {
            HandOver(removal.Package);
            foreach (var node in graph.Planned.Where(node => node.Demands.Exists(demand => IsBuiltWith(node, demand, removal.Package)))) Await(removal, node);
        }
    }

    private void Check(PackageNode node, Atom blocker, Atom blocked)
    {
        foreach (var other in state.Planned(blocked.Name))
            if (other != node && blocked.Matches(other.Package)) graph.Conflicts.Add(Conflict(node.Package.Id.ToString(), blocker, other.Package, node, []));

        foreach (var installed in index.Installed(blocked.Name))
        {
            if (!blocked.Matches(installed)) continue;
            var replacement = graph.InSlotOf(installed);
            var isStrong = blocker.Blocks == Blocking.Strong;
            if (replacement is null || (isStrong && replacement == node)) Remove(installed, node, blocker, node.Package.Id.ToString());
            else if (isStrong) node.Needs.Add((replacement, DependencyStrength.Build));
        }
    }

    /// <summary>An installed package that stays may forbid what the plan brings.</summary>
    private void CheckOwnBlockers(Candidate installed)
    {
        if (!state.Stays(installed) && graph.InSlotOf(installed) is null) return;
        foreach (var blocker in installed.RuntimeDependencies.Reduce(installed.IsEnabled).Leaves.Where(atom => atom.Blocks != Blocking.None))
        {
            var blocked = blocker.WithoutBlocker();
            foreach (var node in state.Planned(blocked.Name))
            {
                if (!blocked.Matches(node.Package) || node.Package.Id.Name.Equals(installed.Id.Name) || (node.Replaces is { } old && blocked.Matches(old))) continue;
                if (graph.InSlotOf(installed) is not { } replacement) Remove(installed, node, blocker, installed.Id.ToString());
                else node.Needs.Add((replacement, blocker.Blocks == Blocking.Strong ? DependencyStrength.Build : DependencyStrength.Runtime));
            }
        }
    }

    private void Remove(Candidate installed, PackageNode node, Atom blocker, string owner)
    {
        if (state.Removed.Add(installed)) Removals.Add(new Removal(installed, [node], blocker, owner));
        else Removals.Find(removal => removal.Package == installed)!.For.Add(node);
    }

    private bool IsRefused(Removal removal)
    {
        var (installed, node, blocker) = (removal.Package, removal.For[0], removal.Blocker);
        // As Portage: nothing is taken from the running system before what replaces it is there.
        string[] needs = blocker.Blocks == Blocking.Strong && input.Options.BuildHost == BuildHost.Root
            ? [$"'{blocker}' asks that {installed.Id} be gone first, and ROOT is the running system"]
            : [.. Needs(installed)];
        if (needs.Length == 0) return false;
        state.Removed.Remove(installed);
        graph.Conflicts.Add(Conflict(removal.Owner, blocker, removal.Owner == installed.Id.ToString() ? node.Package : installed, node, needs));
        return true;
    }

    /// <summary>What relied on it, and on nothing else that stays, waits for what the plan brings for it.</summary>
    private void HandOver(Candidate installed)
    {
        foreach (var (demand, _) in graph.Reliances)
        {
            if (!demand.Atom.Matches(installed) || index.Installed(demand.Atom.Name).Any(other => state.Stays(other) && demand.Atom.Matches(other))) continue;
            if (state.Planned(demand.Atom.Name).FirstOrDefault(other => demand.Atom.Matches(other.Package)) is { } next)
                PackageGraph.Connect(demand with { Strength = demand.Strength & ~DependencyStrength.Satisfied }, next);
        }
    }

    private static bool IsBuiltWith(PackageNode node, Demand demand, Candidate installed) => demand.Parent == node && Chooser.Of(node, demand.Strength).ToBuild && demand.Atom.Matches(installed);

    /// <summary>What is built with an older one of itself comes before that goes.</summary>
    private static void Await(Removal removal, PackageNode built)
    {
        if (removal.Blocker.Blocks == Blocking.Weak) removal.For.Add(built);
        else foreach (var node in removal.For.Where(node => node != built)) node.Needs.Add((built, DependencyStrength.Build));
    }

    /// <summary>Who would miss the package, one line each.</summary>
    private IEnumerable<string> Needs(Candidate installed)
    {
        foreach (var (demand, _) in graph.Reliances.Where(reliance => reliance.Demand.Atom.Matches(installed) && !state.HoldsAfter(reliance.Demand.Atom)))
            yield return $"{demand.By} needs '{demand.Atom}'";
        foreach (var atom in input.World.Concat(input.System).Where(atom => atom.Matches(installed) && !state.HoldsAfter(atom)))
            yield return $"'{atom}' is of the world or system set";
        foreach (var other in input.Installed.Where(other => other != installed && state.Stays(other)).OrderBy(other => other.Id))
        {
            if (!other.RuntimeDependencies.Leaves.Concat(index.Sonames.Of(other).Leaves).Any(atom => atom.Name.Equals(installed.Id.Name))) continue;
            foreach (var part in index.NeedsToRun(other).Parts)
                if (state.HeldBefore(part) && !state.HoldsAfter(part)) yield return $"installed {other.Id} needs '{part}'";
        }
    }

    private static IEnumerable<string> Wants(Candidate package, PackageNode node) => node.Demands.Select(demand => $"{package.Id} is needed for '{demand.Atom}', required by {demand.By}").Distinct();

    private Conflict Conflict(string owner, Atom blocker, Candidate blocked, PackageNode node, string[] needs)
    {
        var chain = PackageGraph.ChainTo(node);
        if (needs.Length == 0) needs = [.. Wants(node.Package, node), .. state.Planned(blocked.Id.Name).Where(other => other.Package == blocked).SelectMany(other => Wants(blocked, other))];
        Candidate[] suspects = blocked.Origin == CandidateOrigin.Installed ? [node.Package] : [blocked, node.Package];
        var parents = node.Demands.Select(demand => demand.Parent).OfType<PackageNode>().Where(parent => !parent.IsInstalled).Select(parent => parent.Package);
        return new Conflict(
            new ResolutionProblem(ProblemKind.Blocker, $"{owner} blocks {blocked} ('{blocker}'), and both are needed", [.. chain], [.. needs]),
            suspects.Concat(parents));
    }
}
