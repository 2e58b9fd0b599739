using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>One attempt from the requests to the ordered steps.</summary>
internal sealed class AttemptRun(ResolverInput input, CandidateIndex index, Attempt attempt)
{
    internal AttemptOutcome Run(IEnumerable<ResolverRequest> requests)
    {
        var builder = new GraphBuilder(input, index, attempt);
        var rebuilt = attempt.Rebuilt.OrderBy(candidate => candidate.Id)
            .Select(candidate => new ResolverRequest(InstalledCheck.SlotAtom(index.Usable(candidate.Id.Name).FirstOrDefault(same => same.Id.Equals(candidate.Id) && same.Origin == CandidateOrigin.Source) ?? candidate), "@rebuild"));
        var graph = builder.Build(requests.Concat(rebuilt));
        IReadOnlyList<Removal> removals = [];
        if (input.Options.BuildOnly) new BuildCheck(index, graph).Check();
        else if (!input.Options.NoDependencies)
        {
            var state = new FinalState(index, graph);
            var installed = new InstalledCheck(input, index, attempt, graph, state);
            var blockers = new BlockerCheck(input, index, graph, state);
            installed.CheckReliances(builder.Explanations);
            blockers.Check();
            installed.CheckDependencies();
            VirtualCheck.Check(graph);
            removals = blockers.Removals;
            // First what is to be built against newer ones: what else is to be built again may be so only for the older ones.
            var updates = new BoundUpdates(input, index, attempt, graph);
            if (updates.Find()) return new AttemptOutcome(null, [.. graph.Conflicts], [.. updates.Rebuilds], [.. updates.Stale]);
            var built = new BuildUpdates(input, index, attempt, graph, state);
            if (graph.Conflicts.Count == 0 && built.Find()) return new AttemptOutcome(null, [], [.. built.Rebuilds], [.. built.Stale]);
            if (graph.Conflicts.Count == 0 && installed.Rebuilds.Count > 0) return new AttemptOutcome(null, [], [.. installed.Rebuilds], [.. installed.Stale]);
        }

        if (graph.Conflicts.Count > 0) return new AttemptOutcome(null, [.. graph.Conflicts], [], []);
        var order = Order(graph, removals, out var cycle);
        return cycle is null
            ? new AttemptOutcome(new StepWriter(input, attempt).Write(order, removals), [], [], [])
            : new AttemptOutcome(null, [cycle], [], []);
    }

    private List<PackageNode> Order(PackageGraph graph, IReadOnlyList<Removal> removals, out Conflict? conflict)
    {
        conflict = null;
        if (input.Options.NoDependencies) return graph.Planned;
        var nodes = graph.Ordered();
        var merges = new MergeGraph(nodes, input.Options.BuildHost == BuildHost.Elsewhere, IsSystem);
        // As emerge: nothing is removed for a package before all that can do without has been merged.
        merges.Hold(nodes.Select((node, number) => (node, number)).Where(pair => removals.Any(removal => removal.For.Contains(pair.node))).Select(pair => pair.number));
        var order = new MergeOrder(merges, nodes, First(graph, nodes)).Run(out var cycle);
        if (cycle.Count > 0) conflict = Explanation.BuildCycle([.. cycle.Select(number => nodes[number])]);
        return [.. order.Select(number => nodes[number]).Where(node => !node.IsInstalled)];
    }

    /// <summary>A C library that is to be replaced goes before all else, and the kernel headers before it: what is built and run meanwhile depends on it unsaid.</summary>
    private IEnumerable<int> First(PackageGraph graph, List<PackageNode> nodes)
    {
        if (input.Options.BuildHost != BuildHost.Root) return [];
        int[] New(string name)
        {
            var atom = Atom.Parse(name);
            var provider = graph.Planned.Select(node => node.Package).Concat(input.Installed).FirstOrDefault(atom.Matches);
            var provided = provider?.RuntimeDependencies.Reduce(provider.IsEnabled).Leaves.Where(leaf => leaf.Blocks == Blocking.None).ToArray() ?? [];
            return [.. nodes.Select((node, number) => (node, number))
                .Where(pair => Array.Exists(provided, leaf => leaf.Matches(pair.node.Package)) && !index.Installed(pair.node.Package.Id.Name).Any(installed => installed.Id.Equals(pair.node.Package.Id)))
                .Select(pair => pair.number)];
        }

        var library = New("virtual/libc");
        return library.Length == 0 ? [] : [.. New("virtual/os-headers"), .. library];
    }

    private bool IsSystem(PackageNode node)
    {
        foreach (var atom in input.System)
            if (atom.Blocks == Blocking.None && atom.Matches(node.Package)) return true;
        return false;
    }
}
