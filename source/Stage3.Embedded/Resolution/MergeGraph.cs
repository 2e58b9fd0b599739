using static Stage3.Embedded.Resolution.DependencyStrength;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// The packages that are left to be ordered. For each level it counts what each package still waits for, so that asking who
/// is ready costs no walk over dependencies.
/// </summary>
internal sealed class MergeGraph
{
    private const int Levels = (int)MergeLevel.SatisfiedAll + 1;

    private readonly bool rootIsElsewhere;
    private readonly Dictionary<int, int>[] needs;
    private readonly List<(int Parent, int Ignored)>[] wantedBy;
    private readonly int[] waits;
    private readonly bool[] isGone;
    private readonly HashSet<int> held = [];
    private int[] order;

    /// <param name="nodes">The packages, in the order in which they were found.</param>
    /// <param name="rootIsElsewhere">Built elsewhere, a bound runtime dependency need not be there first.</param>
    /// <param name="isSystem">What is merged as early as possible.</param>
    internal MergeGraph(IReadOnlyList<PackageNode> nodes, bool rootIsElsewhere, Func<PackageNode, bool> isSystem)
    {
        this.rootIsElsewhere = rootIsElsewhere;
        var numbers = nodes.Select((node, number) => (node, number)).ToDictionary(pair => pair.node, pair => pair.number);
        needs = [.. nodes.Select(node => Needs(node, numbers))];
        wantedBy = [.. nodes.Select(_ => new List<(int, int)>())];
        waits = new int[nodes.Count * Levels];
        isGone = new bool[nodes.Count];
        for (var parent = 0; parent < nodes.Count; parent++)
        {
            foreach (var (child, ignored) in needs[parent])
            {
                wantedBy[child].Add((parent, ignored));
                Count(parent, ignored, +1);
            }
        }

        // Portage's bias: system first, then what most others wait for; else as found.
        order = [.. Enumerable.Range(0, nodes.Count).OrderByDescending(number => isSystem(nodes[number])).ThenByDescending(number => wantedBy[number].Count)];
    }

    /// <summary>Those that are left, best first.</summary>
    internal IReadOnlyList<int> Order => order;

    internal bool IsEmpty => order.Length == 0;

    internal bool Contains(int node) => !isGone[node];

    /// <summary>True where it waits for nothing at this level.</summary>
    internal bool IsReady(int node, MergeLevel level) => waits[(node * Levels) + (int)level] == 0;

    internal int[] Ready(MergeLevel level) => Array.FindAll(order, node => IsReady(node, level));

    internal bool IsWanted(int node) => wantedBy[node].Exists(edge => !isGone[edge.Parent]);

    internal IEnumerable<int> Parents(int node, MergeLevel level) =>
        wantedBy[node].Where(edge => !isGone[edge.Parent] && (edge.Ignored & (1 << (int)level)) == 0).Select(edge => edge.Parent);

    /// <summary>What it waits for at this level, in the order of its dependencies.</summary>
    internal IEnumerable<int> Children(int node, MergeLevel level) =>
        needs[node].Where(edge => !isGone[edge.Key] && (edge.Value & (1 << (int)level)) == 0).Select(edge => edge.Key);

    /// <summary>Keeps packages waiting at every level, whatever else they wait for.</summary>
    internal void Hold(IEnumerable<int> nodes)
    {
        foreach (var node in nodes)
            if (held.Add(node)) Count(node, ignored: 0, +1);
    }

    /// <summary>Lets go what was held; false where nothing was.</summary>
    internal bool Release()
    {
        foreach (var node in held) Count(node, ignored: 0, -1);
        var any = held.Count > 0;
        held.Clear();
        return any;
    }

    internal void Remove(IEnumerable<int> nodes)
    {
        foreach (var node in nodes)
        {
            isGone[node] = true;
            foreach (var (parent, ignored) in wantedBy[node]) Count(parent, ignored, -1);
        }

        order = Array.FindAll(order, node => !isGone[node]);
    }

    private void Count(int parent, int ignored, int change)
    {
        for (var level = 0; level < Levels; level++)
            if ((ignored & (1 << level)) == 0) waits[(parent * Levels) + level] += change;
    }

    /// <summary>For each package that this one needs: the levels, as bits, that ignore all its reasons.</summary>
    private Dictionary<int, int> Needs(PackageNode node, Dictionary<PackageNode, int> numbers)
    {
        var result = new Dictionary<int, int>();
        foreach (var (child, strength) in node.Needs)
        {
            var isSelf = child == node;
            if ((isSelf && (strength & (Build | Satisfied | Optional)) != Build) || !numbers.TryGetValue(child, out var number)) continue;
            result[number] = result.GetValueOrDefault(number, -1) & Ignoring(strength);
        }

        return result;
    }

    private int Ignoring(DependencyStrength strength)
    {
        bool Has(DependencyStrength part) => (strength & part) != 0;
        var (build, runtime, optional, satisfied) = (Has(Build), Has(Runtime), Has(Optional), Has(Satisfied));
        var onlyPost = Has(Post) && !build && !runtime;
        var bound = Has(Bound) && runtime && !rootIsElsewhere;
        var result = 0;
        void Mark(MergeLevel level, bool ignored) => result |= ignored ? 1 << (int)level : 0;
        Mark(MergeLevel.Optional, optional);
        Mark(MergeLevel.Post, optional || Has(Post));
        Mark(MergeLevel.Runtime, !bound && (optional || !build));
        Mark(MergeLevel.SatisfiedPost, optional || (onlyPost && satisfied));
        Mark(MergeLevel.AnyPost, optional || onlyPost);
        Mark(MergeLevel.SatisfiedRuntime, optional || (!build && (!runtime || satisfied)));
        Mark(MergeLevel.SatisfiedBuild, optional || (satisfied && !(build && Has(Bound))));
        Mark(MergeLevel.SatisfiedBound, optional || satisfied || (!build && !runtime));
        Mark(MergeLevel.SatisfiedAll, (!bound || satisfied) && (satisfied || optional || !build));
        return result;
    }
}
