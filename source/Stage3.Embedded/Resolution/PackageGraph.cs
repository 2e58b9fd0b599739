using Stage3.Portage.Atoms;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>The packages of one attempt, what they need of each other, and what went wrong on the way.</summary>
internal sealed class PackageGraph(CandidateIndex index)
{
    private readonly Dictionary<(PackageName Name, string Slot), PackageNode> bySlot = [];

    /// <summary>The packages to be merged, in the order in which they were found.</summary>
    internal List<PackageNode> Planned { get; } = [];

    /// <summary>Installed packages whose dependencies were looked at.</summary>
    internal Dictionary<Candidate, PackageNode> Visited { get; } = [];

    /// <summary>All of them, in the order in which they were found.</summary>
    internal List<PackageNode> Found { get; } = [];

    /// <summary>What is met by an installed package, to be checked once it is known what replaces what.</summary>
    internal List<(Demand Demand, Candidate Installed)> Reliances { get; } = [];

    /// <summary>What built packages were built against: the package, its atom, and what meets it.</summary>
    internal List<(Candidate Parent, Atom Atom, Candidate Child)> Bound { get; } = [];

    /// <summary>Installed packages that were looked at and need a library that no package has for them.</summary>
    internal List<Candidate> Lacking { get; } = [];

    internal List<Conflict> Conflicts { get; } = [];

    internal IReadOnlyDictionary<(PackageName Name, string Slot), PackageNode> BySlot => bySlot;

    internal PackageNode? InSlotOf(Candidate candidate) => bySlot.GetValueOrDefault((candidate.Id.Name, candidate.Slot.Name));

    internal bool IsPlanned(Candidate candidate) => InSlotOf(candidate)?.Package == candidate;

    internal PackageNode Plan(Candidate candidate, int depth)
    {
        var node = new PackageNode(candidate, index.InstalledInSlot(candidate)) { Depth = depth };
        bySlot.Add((candidate.Id.Name, candidate.Slot.Name), node);
        Planned.Add(node);
        Found.Add(node);
        return node;
    }

    /// <summary>What is to be ordered: the plan, and installed packages through which packages of the plan need others.</summary>
    internal List<PackageNode> Ordered()
    {
        var kept = new HashSet<PackageNode>();
        foreach (var node in Planned) Keep(node, kept);
        return Found.FindAll(kept.Contains);
    }

    private static void Keep(PackageNode top, HashSet<PackageNode> kept)
    {
        var waiting = new Stack<PackageNode>([top]);
        while (waiting.TryPop(out var node))
            if (kept.Add(node))
                foreach (var (child, _) in node.Needs) waiting.Push(child);
    }

    /// <summary>Notes that a demand is met by a package of the plan.</summary>
    internal static void Connect(Demand demand, PackageNode child)
    {
        child.Demands.Add(demand);
        demand.Parent?.Needs.Add((child, demand.Strength));
    }

    /// <summary>True where a demand would be there without a package of the plan too: a way leads to it from a request that does not go through that package.</summary>
    internal static bool Outlives(Demand demand, PackageNode without)
    {
        var seen = new HashSet<PackageNode> { without };
        var queue = new Queue<Demand>([demand]);
        while (queue.TryDequeue(out var current))
        {
            if (current.Parent is null) return true;
            if (!seen.Add(current.Parent)) continue;
            foreach (var next in current.Parent.Demands) queue.Enqueue(next);
        }

        return false;
    }

    /// <summary>True where the installed package is replaced by the plan.</summary>
    internal bool IsReplaced(Candidate installed) => bySlot.ContainsKey((installed.Id.Name, installed.Slot.Name));

    /// <summary>The requests and packages from a request down to this node, as short as there is one.</summary>
    internal static List<string> ChainTo(PackageNode node)
    {
        var from = new Dictionary<PackageNode, PackageNode?> { [node] = null };
        var queue = new Queue<PackageNode>([node]);
        while (queue.TryDequeue(out var current))
        {
            var request = current.Demands.Select(demand => demand.Request).OfType<ResolverRequest>().FirstOrDefault();
            if (request is not null) return Path(request, current, from);
            foreach (var parent in current.Demands.Select(demand => demand.Parent).OfType<PackageNode>())
                if (from.TryAdd(parent, current)) queue.Enqueue(parent);
        }

        return [node.Package.ToString()];
    }

    private static List<string> Path(ResolverRequest request, PackageNode top, Dictionary<PackageNode, PackageNode?> from)
    {
        var chain = new List<string> { request.ToString() };
        for (var node = top; node is not null; node = from[node]) chain.Add(node.Package.ToString());
        return chain;
    }
}
