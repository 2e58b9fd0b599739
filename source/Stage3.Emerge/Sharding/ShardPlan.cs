using System.Collections.Immutable;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Sharding;

/// <summary>
/// A plan split among builders that do not talk: by levels, each needing only packages of earlier ones, and within a level among the shards.
/// Packages that need each other in a circle stay together: one shard builds them in one run. The same packages and number of shards give the
/// same split, wherever it is computed and in whatever order they are told.
/// </summary>
public sealed class ShardPlan
{
    private readonly Dictionary<PackageId, int> levelOf = [];
    private readonly Dictionary<PackageId, int> shardOf = [];
    private readonly Dictionary<PackageId, ImmutableArray<PackageId>> needs;

    private ShardPlan(Dictionary<PackageId, ImmutableArray<PackageId>> needs, int shards)
    {
        (this.needs, Shards) = (needs, shards);
        var groups = Circles.Find(needs);
        foreach (var group in groups)
        {
            var level = group.SelectMany(package => needs[package]).Where(need => !group.Contains(need)).Select(need => levelOf[need] + 1).DefaultIfEmpty(0).Max();
            foreach (var package in group) levelOf[package] = level;
        }

        Levels = [.. Sorted(needs.Keys).GroupBy(package => levelOf[package]).OrderBy(level => level.Key).Select(level => level.ToImmutableArray())];
        Deal(groups);
    }

    /// <summary>The packages by level, each level sorted by name and version.</summary>
    public ImmutableArray<ImmutableArray<PackageId>> Levels { get; }

    /// <summary>How many shards there are.</summary>
    public int Shards { get; }

    /// <summary>Splits a plan.</summary>
    /// <param name="plan">The packages, in any order.</param>
    /// <param name="shards">Among how many, from 1.</param>
    /// <exception cref="ArgumentException">A package stands in the plan twice.</exception>
    public static ShardPlan Of(IReadOnlyCollection<ShardNode> plan, int shards)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        var all = plan.Select(node => node.Package).ToHashSet();
        return new(plan.ToDictionary(node => node.Package, node => Sorted(node.Needs.Where(need => need != node.Package && all.Contains(need)).Distinct()).ToImmutableArray()), shards);
    }

    /// <summary>The level of a package, from 0.</summary>
    public int LevelOf(PackageId package) => levelOf[package];

    /// <summary>The shard that a package belongs to, from 1.</summary>
    public int ShardOf(PackageId package) => shardOf[package];

    /// <summary>What a shard builds of a level, sorted.</summary>
    public ImmutableArray<PackageId> Of(Share shard, int level) => [.. Levels[level].Where(package => ShardOf(package) == shard.Number)];

    /// <summary>All that packages need directly or through others, and not they themselves, earlier levels first.</summary>
    public ImmutableArray<PackageId> NeedsOf(IEnumerable<PackageId> packages)
    {
        var asked = packages.ToHashSet();
        var found = new HashSet<PackageId>();
        var open = new Stack<PackageId>(asked);
        while (open.TryPop(out var package))
            foreach (var need in needs[package].Where(need => !asked.Contains(need) && found.Add(need))) open.Push(need);
        return [.. Sorted(found).OrderBy(LevelOf)];
    }

    /// <summary>
    /// The levels of one of several rounds: neighbours, so cut that rounds have about as many packages each. For runners that can hand over
    /// packages only when they end; a round may be empty where there are few levels.
    /// </summary>
    public Range LevelsOf(Share round)
    {
        ArgumentNullException.ThrowIfNull(round);
        return Cut(round.Number - 1)..Cut(round.Number);

        int Cut(int rounds)
        {
            var target = (long)needs.Count * rounds;
            var (level, seen) = (0, 0L);
            while (level < Levels.Length && (rounds == round.Count || (seen + Levels[level].Length) * round.Count <= target)) seen += Levels[level++].Length;
            return level;
        }
    }

    // Level by level, each group to whoever has the least of it, and then the least at all; so no shard waits long for another.
    private void Deal(IReadOnlyList<ImmutableArray<PackageId>> groups)
    {
        var total = new int[Shards];
        foreach (var level in groups.GroupBy(group => levelOf[group[0]]).OrderBy(level => level.Key))
        {
            var here = new int[Shards];
            foreach (var group in level.OrderByDescending(group => group.Length).ThenBy(group => group[0].ToString(), StringComparer.Ordinal))
            {
                var shard = Enumerable.Range(0, Shards).OrderBy(each => here[each]).ThenBy(each => total[each]).First();
                here[shard] += group.Length;
                total[shard] += group.Length;
                foreach (var package in group) shardOf[package] = shard + 1;
            }
        }
    }

    private static IEnumerable<PackageId> Sorted(IEnumerable<PackageId> packages) => packages.OrderBy(package => package.ToString(), StringComparer.Ordinal);
}
