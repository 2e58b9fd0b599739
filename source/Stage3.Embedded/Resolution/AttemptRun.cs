using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>One attempt from the requests to the ordered steps.</summary>
internal sealed class AttemptRun(ResolverInput input, CandidateIndex index, Attempt attempt)
{
    internal AttemptOutcome Run(IEnumerable<ResolverRequest> requests)
    {
        var builder = new GraphBuilder(input, index, attempt);
        var rebuilt = attempt.Rebuilt.OrderBy(candidate => candidate.Id)
            .Select(candidate => new ResolverRequest(InstalledCheck.SlotAtom(candidate), "@rebuild"));
        var graph = builder.Build(requests.Concat(rebuilt));
        IReadOnlyList<Removal> removals = [];
        if (!input.Options.NoDependencies)
        {
            var state = new FinalState(index, graph);
            var installed = new InstalledCheck(input, graph, state, builder.Choice);
            var blockers = new BlockerCheck(input, index, graph, state);
            installed.CheckReliances(builder.Explanations);
            blockers.Check();
            installed.CheckDependencies();
            if (graph.Conflicts.Count == 0 && installed.Rebuilds.Count > 0) return new AttemptOutcome(null, [], [.. installed.Rebuilds]);
            removals = blockers.Removals;
        }

        if (graph.Conflicts.Count > 0) return new AttemptOutcome(null, [.. graph.Conflicts], []);
        var order = Order(graph, out var cycle);
        return cycle is null
            ? new AttemptOutcome(new StepWriter(input, attempt).Write(order, removals), [], [])
            : new AttemptOutcome(null, [cycle], []);
    }

    private List<PackageNode> Order(PackageGraph graph, out Conflict? conflict)
    {
        conflict = null;
        if (input.Options.NoDependencies) return graph.Planned;
        var nodes = graph.Planned;
        var merges = new MergeGraph(nodes, input.Options.BuildHost == BuildHost.Elsewhere, IsSystem);
        var order = new MergeOrder(merges, nodes).Run(out var cycle);
        if (cycle.Count > 0) conflict = Explanation.BuildCycle([.. cycle.Select(number => nodes[number])]);
        return [.. order.Select(number => nodes[number])];
    }

    private bool IsSystem(PackageNode node)
    {
        foreach (var atom in input.System)
            if (atom.Blocks == Blocking.None && atom.Matches(node.Package)) return true;
        return false;
    }
}
