using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.Ebuilds;

namespace Stage3.Embedded.Resolution;

/// <summary>Turns ordered packages and removals into steps that know which others come before them.</summary>
internal sealed class StepWriter(ResolverInput input, Attempt attempt)
{
    private readonly ImmutableArray<ResolutionStep>.Builder steps = ImmutableArray.CreateBuilder<ResolutionStep>();
    private readonly Dictionary<PackageNode, int> places = [];

    internal Resolution Write(IReadOnlyList<PackageNode> order, IReadOnlyList<Removal> removals)
    {
        var rank = order.Select((node, place) => (node, place)).ToDictionary(pair => pair.node, pair => pair.place);
        var byFirst = removals.Where(removal => removal.Blocker.Blocks == Blocking.Strong).ToLookup(removal => removal.For.MinBy(node => rank[node])!);
        var byLast = removals.Where(removal => removal.Blocker.Blocks == Blocking.Weak).ToLookup(removal => removal.For.MaxBy(node => rank[node])!);
        foreach (var node in order)
        {
            var before = new SortedSet<int>();
            var strong = byFirst[node].ToArray();
            foreach (var removal in strong) before.Add(AddRemoval(removal, []));
            before.UnionWith(Needs(node).Where(places.ContainsKey).Select(need => places[need]));
            places.Add(node, steps.Count);
            var replaces = Array.Exists(strong, removal => removal.Package == node.Replaces) ? null : node.Replaces;
            steps.Add(new MergeStep(node.Package, replaces, [.. node.Demands.Select(demand => demand.By).Distinct()], [.. before]));
            foreach (var removal in byLast[node]) AddRemoval(removal, [.. removal.For.Select(other => places[other]).Distinct().Order()]);
        }

        var notes = attempt.Reasons.Concat(order.SelectMany(CutDependencies));
        return new Resolution(steps.DrainToImmutable(), [], [.. order.SelectMany(OfHost)], [.. notes]);
    }

    /// <summary>What of the plan it needs, by itself or through installed packages.</summary>
    private static IEnumerable<PackageNode> Needs(PackageNode node)
    {
        var seen = new HashSet<PackageNode>();
        var waiting = new Stack<PackageNode>([node]);
        while (waiting.TryPop(out var next))
        {
            foreach (var (child, _) in next.Needs.Where(need => seen.Add(need.Child)))
                if (child.IsInstalled) waiting.Push(child);
                else yield return child;
        }
    }

    private int AddRemoval(Removal removal, ImmutableArray<int> after)
    {
        steps.Add(new UnmergeStep(removal.Package, $"{removal.Owner} blocks it ('{removal.Blocker}')", after));
        return steps.Count - 1;
    }

    private IEnumerable<string> CutDependencies(PackageNode node) => node.Needs
        .Where(need => (need.Strength & (DependencyStrength.Runtime | DependencyStrength.Build)) != 0
            && (need.Strength & DependencyStrength.Optional) == 0
            && places.TryGetValue(need.Child, out var place) && place > places[node])
        .Select(need => need.Child).Distinct()
        .Select(child => $"{node.Package.Id} is merged before {child.Package.Id}, which it needs: they need each other");

    private IEnumerable<HostExpectation> OfHost(PackageNode node)
    {
        if (input.Options.BuildHost == BuildHost.Root) yield break;
        foreach (var kind in (DependencyKind[])[DependencyKind.BuildHost, DependencyKind.Install])
        {
            if (kind == DependencyKind.BuildHost && node.Package.Origin != CandidateOrigin.Source) continue;
            var spec = node.Package.Dependencies(kind).Reduce(node.Package.IsEnabled).Select(atom => atom.Evaluate(node.Package.IsEnabled));
            if (!spec.IsEmpty) yield return new HostExpectation(node.Package, kind, spec);
        }
    }
}
