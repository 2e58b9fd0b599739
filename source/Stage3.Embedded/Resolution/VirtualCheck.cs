namespace Stage3.Embedded.Resolution;

/// <summary>Virtuals stand for what they need to run; where they need each other in a circle, they stand for nothing, and emerge takes none of them.</summary>
internal static class VirtualCheck
{
    internal static void Check(PackageGraph graph)
    {
        foreach (var start in graph.Planned.Where(IsVirtual))
        {
            if (Circle(start) is not { Count: > 0 } circle) continue;
            graph.Conflicts.Add(new Conflict(
                new ResolutionProblem(
                    ProblemKind.NoCandidate, $"virtuals stand for each other: {string.Join(" -> ", circle.Append(start).Select(node => node.Package.Id))}", [.. PackageGraph.ChainTo(start)], []),
                [start.Package]));
            return;
        }
    }

    /// <summary>From a virtual by way of others back to it; empty where there is no way.</summary>
    private static List<PackageNode> Circle(PackageNode start)
    {
        var from = new Dictionary<PackageNode, PackageNode>();
        var queue = new Queue<PackageNode>([start]);
        while (!from.ContainsKey(start) && queue.TryDequeue(out var node))
            foreach (var (child, strength) in node.Needs)
                if (strength.HasFlag(DependencyStrength.Runtime) && IsVirtual(child) && from.TryAdd(child, node)) queue.Enqueue(child);

        var circle = new List<PackageNode>();
        for (var node = from.GetValueOrDefault(start); node is not null; node = node == start ? null : from[node]) circle.Add(node);
        circle.Reverse();
        return circle;
    }

    private static bool IsVirtual(PackageNode node) => !node.IsInstalled && node.Package.Id.Name.Category == "virtual";
}
