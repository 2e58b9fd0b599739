namespace Stage3.Embedded.Resolution;

/// <summary>Finds circles of packages that need each other, and says where to begin with one.</summary>
internal sealed class CycleBreaker(MergeGraph graph, IReadOnlyList<PackageNode> nodes)
{
    private static readonly MergeLevel[] Softening =
    [
        MergeLevel.Nothing, MergeLevel.Optional, MergeLevel.Post, MergeLevel.Runtime, MergeLevel.SatisfiedPost, MergeLevel.AnyPost,
        MergeLevel.SatisfiedRuntime, MergeLevel.SatisfiedBuild, MergeLevel.SatisfiedBound, MergeLevel.SatisfiedAll,
    ];

    /// <summary>
    /// The smallest closed group among the packages that are ready at <paramref name="ready"/>, closed at the first level of
    /// the range that has one; empty where none has.
    /// </summary>
    internal (List<int> Circle, MergeLevel? Level) SmallestCircle(MergeLevel ready, MergeLevel from, MergeLevel to, List<int>? among)
    {
        var mergeable = graph.Ready(ready).ToHashSet();
        if (mergeable.Count == 0) return ([], null);
        var starts = (among ?? [.. mergeable]).Where(graph.IsWanted).OrderBy(node => nodes[node].Package.Id).ToArray();
        for (var level = from; level <= to; level++)
        {
            List<int> smallest = [];
            foreach (var start in starts)
                if (Closure(start, level, mergeable, smallest.Count == 0 ? int.MaxValue : smallest.Count) is { } closure) smallest = closure;
            if (smallest.Count > 0) return (smallest, level);
        }

        return ([], null);
    }

    /// <summary>The circle, cut where it hurts least; only its first package where one waits for no other of them.</summary>
    internal List<int> Unroll(List<int> circle)
    {
        var group = circle.ToHashSet();
        var left = graph.Order.Where(group.Contains).ToList();
        var first = left.FindIndex(node => !WaitsWithin(node, group, MergeLevel.Nothing));
        if (first >= 0) return [left[first]];
        var result = new List<int>();
        while (left.Count > 0)
        {
            var next = Softening.Select(level => left.FindIndex(node => !WaitsWithin(node, group, level))).FirstOrDefault(index => index >= 0, left.Count - 1);
            result.Add(left[next]);
            group.Remove(left[next]);
            left.RemoveAt(next);
        }

        return result;
    }

    /// <summary>
    /// The shortest cycle through a build dependency that cannot be done without, from the package that has it. Runtime
    /// dependencies are part of it: what is needed to build must run.
    /// </summary>
    internal List<int> HardestCycle()
    {
        foreach (var level in (MergeLevel[])[MergeLevel.SatisfiedBound, MergeLevel.Post, MergeLevel.Nothing])
        {
            List<int>? shortest = null;
            foreach (var start in graph.Order.OrderBy(node => nodes[node].Package.Id))
                foreach (var child in graph.Children(start, MergeLevel.SatisfiedAll))
                    if (Path(child, start, level) is { } cycle && (shortest is null || cycle.Count < shortest.Count)) shortest = cycle;
            if (shortest is not null) return shortest;
        }

        return [.. graph.Order];
    }

    /// <summary>From the target round to it again by way of <paramref name="start"/>: the target first, its need second.</summary>
    private List<int>? Path(int start, int target, MergeLevel level)
    {
        var from = new Dictionary<int, int> { [start] = target };
        var queue = new Queue<int>([start]);
        while (!from.ContainsKey(target) && start != target && queue.TryDequeue(out var node))
            foreach (var child in graph.Children(node, level))
                if (from.TryAdd(child, node)) queue.Enqueue(child);

        if (start == target) return [target];
        if (!from.TryGetValue(target, out var last)) return null;
        var path = new List<int>();
        for (var node = last; node != target; node = from[node]) path.Add(node);
        path.Add(target);
        path.Reverse();
        return path;
    }

    private bool WaitsWithin(int node, HashSet<int> group, MergeLevel level) => graph.Children(node, level).Any(child => child != node && group.Contains(child));

    private List<int>? Closure(int start, MergeLevel level, HashSet<int> mergeable, int limit)
    {
        if (limit <= 1 || !mergeable.Contains(start)) return null;
        var found = new List<int> { start };
        var seen = new HashSet<int> { start };
        for (var index = 0; index < found.Count; index++)
        {
            foreach (var child in graph.Children(found[index], level))
            {
                if (!mergeable.Contains(child)) return null;
                if (!seen.Add(child)) continue;
                found.Add(child);
                if (found.Count >= limit) return null;
            }
        }

        return found;
    }
}
