using System.Collections.Immutable;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Sharding;

/// <summary>Packages that need each other in a circle: the strongly connected components of a plan, by Tarjan's algorithm.</summary>
internal sealed class Circles
{
    private readonly IReadOnlyDictionary<PackageId, ImmutableArray<PackageId>> needs;
    private readonly Dictionary<PackageId, (int Number, int Lowest)> seen = [];
    private readonly Stack<PackageId> open = [];
    private readonly HashSet<PackageId> isOpen = [];
    private readonly List<ImmutableArray<PackageId>> found = [];

    private Circles(IReadOnlyDictionary<PackageId, ImmutableArray<PackageId>> needs) => this.needs = needs;

    /// <summary>All packages in groups, most of them of one; a group stands behind all that it needs, and is sorted.</summary>
    public static IReadOnlyList<ImmutableArray<PackageId>> Find(IReadOnlyDictionary<PackageId, ImmutableArray<PackageId>> needs)
    {
        var circles = new Circles(needs);
        foreach (var package in needs.Keys.OrderBy(package => package.ToString(), StringComparer.Ordinal))
            if (!circles.seen.ContainsKey(package)) circles.Visit(package);
        return circles.found;
    }

    private int Visit(PackageId package)
    {
        var number = seen.Count;
        seen[package] = (number, number);
        open.Push(package);
        isOpen.Add(package);
        foreach (var need in needs[package])
        {
            var lowest = !seen.TryGetValue(need, out var known) ? Visit(need) : isOpen.Contains(need) ? known.Number : int.MaxValue;
            if (lowest < seen[package].Lowest) seen[package] = (number, lowest);
        }

        if (seen[package].Lowest == number) Close(package);
        return seen[package].Lowest;
    }

    private void Close(PackageId first)
    {
        var members = new List<PackageId>();
        do
        {
            members.Add(open.Pop());
            isOpen.Remove(members[^1]);
        }
        while (members[^1] != first);
        found.Add([.. members.OrderBy(package => package.ToString(), StringComparer.Ordinal)]);
    }
}
