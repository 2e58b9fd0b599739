namespace Stage3.Embedded.Resolution;

/// <summary>
/// Orders a plan as emerge does: all that waits for nothing, in one go; where nothing is so, what waits for PDEPEND only;
/// then the smallest circle of runtime dependencies; then what another package must go for; and at last what trusts in installed packages. What is left then is a
/// cycle of build dependencies.
/// </summary>
internal sealed class MergeOrder(MergeGraph graph, IReadOnlyList<PackageNode> nodes, IEnumerable<int> first)
{
    private readonly List<int> soon = [.. first];
    private readonly List<int> ordered = [];
    private bool prefersSoon = true;
    private bool trustsInstalled;

    /// <summary>Nodes in merge order, by their index; the rest of <paramref name="cycle"/> could not be ordered.</summary>
    internal List<int> Run(out IReadOnlyList<int> cycle)
    {
        while (!graph.IsEmpty)
        {
            soon.RemoveAll(node => !graph.Contains(node));
            var prefers = prefersSoon && soon.Count > 0;
            var (chosen, level) = prefers ? TakeSoon() : TakeReady();
            if (chosen.Count == 0) (chosen, level) = TakeCircle(prefers);
            if (chosen.Count == 0)
            {
                if (prefers) prefersSoon = false;
                else if (graph.Release()) prefersSoon = true;
                else if (!trustsInstalled) trustsInstalled = true;
                else break;
                continue;
            }

            if (level is { } ignored && ignored != MergeLevel.Nothing) HurryPostDependencies(chosen);
            graph.Remove(chosen);
            ordered.AddRange(chosen);
            (prefersSoon, trustsInstalled) = (true, false);
        }

        cycle = graph.IsEmpty ? [] : new CycleBreaker(graph, nodes).HardestCycle();
        return ordered;
    }

    private (List<int> Chosen, MergeLevel? Level) TakeSoon()
    {
        for (var level = MergeLevel.Nothing; level <= MergeLevel.SatisfiedBound; level++)
        {
            if (level is MergeLevel.Nothing or MergeLevel.Post or MergeLevel.Runtime) continue;
            var index = soon.FindIndex(node => graph.IsReady(node, level));
            if (index >= 0) return ([soon[index]], level);
        }

        return ([], null);
    }

    private (List<int> Chosen, MergeLevel? Level) TakeReady()
    {
        for (var level = MergeLevel.Nothing; level <= MergeLevel.Post; level++)
        {
            var ready = graph.Ready(level);
            if (ready.Length == 1 || (ready.Length > 1 && level == MergeLevel.Nothing && soon.Count == 0)) return ([.. ready], level);
            if (ready.Length > 0 && FirstWanted(ready) is { } one) return ([one], level);
        }

        return ([], null);
    }

    private int? FirstWanted(int[] ready)
    {
        foreach (var node in ready)
            if (soon.Count > 0 && graph.Parents(node, MergeLevel.SatisfiedBound).Any(soon.Contains)) return node;
        foreach (var node in ready)
            if (graph.IsWanted(node)) return node;
        return null;
    }

    private (List<int> Chosen, MergeLevel? Level) TakeCircle(bool prefers)
    {
        var breaker = new CycleBreaker(graph, nodes);
        var among = prefers ? soon : null;
        var (circle, level) = breaker.SmallestCircle(MergeLevel.Runtime, MergeLevel.Post, MergeLevel.Post, among);
        if (circle.Count == 0 && (prefers || trustsInstalled))
            (circle, level) = breaker.SmallestCircle(MergeLevel.SatisfiedAll, MergeLevel.AnyPost, MergeLevel.SatisfiedBound, among);
        return (breaker.Unroll(circle), level);
    }

    /// <summary>What was passed over for being a PDEPEND comes as soon as may be.</summary>
    private void HurryPostDependencies(List<int> chosen)
    {
        foreach (var node in chosen)
        {
            var later = graph.Children(node, MergeLevel.SatisfiedPost).Except(graph.Children(node, MergeLevel.AnyPost)).ToArray();
            soon.AddRange(later.Where(child => !chosen.Contains(child) && !soon.Contains(child)));
        }
    }
}
