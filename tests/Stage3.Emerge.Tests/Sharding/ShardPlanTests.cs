using System.Collections.Immutable;
using CsCheck;
using Stage3.Emerge.Sharding;
using Stage3.Portage.Names;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Sharding;

/// <summary>Builders that do not talk build each package once, and none before what it needs.</summary>
public sealed class ShardPlanTests
{
    // Plans with circles and needs of what is no part of them, as real ones have.
    private static readonly Gen<ImmutableArray<ShardNode>> Plans =
        from size in Gen.Int[0, 40]
        from needs in Gen.Int[0, 44].Array[0, 3].Array[size]
        from rising in Gen.Int[0, 9].Array[size]
        select needs.Select((each, number) => new ShardNode(Package(number), [.. each.Where(need => need < number || rising[number] == 0).Select(Package)])).ToImmutableArray();

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Every_package_is_built_by_exactly_one_shard_in_exactly_one_round() =>
        Gen.Select(Plans, Gen.Int[1, 9], Gen.Int[1, 6]).Sample(
            (plan, shards, rounds) =>
            {
                var split = ShardPlan.Of(plan, shards);
                var built = from round in All(rounds)
                            from shard in All(shards)
                            let levels = split.LevelsOf(round)
                            from level in Enumerable.Range(levels.Start.Value, levels.End.Value - levels.Start.Value)
                            from package in split.Of(shard, level)
                            select package;
                built.Order(ById).Should().Equal(plan.Select(node => node.Package).Order(ById));
            },
            iter: FuzzCount.Or(300));

    [Fact]
    [Trait("Category", "Fuzz")]
    public void What_a_package_needs_is_in_an_earlier_level_or_needs_it_too_and_is_built_with_it() =>
        Gen.Select(Plans, Gen.Int[1, 9]).Sample(
            (plan, shards) =>
            {
                var split = ShardPlan.Of(plan, shards);
                var reached = plan.ToDictionary(node => node.Package, node => split.NeedsOf([node.Package]).ToHashSet());
                foreach (var node in plan)
                {
                    var (level, others) = (split.LevelOf(node.Package), reached[node.Package]);
                    node.Needs.Where(need => need != node.Package && reached.ContainsKey(need)).Except(others).Should().BeEmpty();
                    foreach (var need in others)
                    {
                        var isCircle = reached[need].Contains(node.Package);
                        if (isCircle) (split.LevelOf(need), split.ShardOf(need)).Should().Be((level, split.ShardOf(node.Package)));
                        else split.LevelOf(need).Should().BeLessThan(level);
                    }

                    // No level without a reason: it is the earliest that there can be.
                    level.Should().Be(others.Where(need => !reached[need].Contains(node.Package)).Select(need => split.LevelOf(need) + 1).DefaultIfEmpty(0).Max());
                }
            },
            iter: FuzzCount.Or(300));

    [Fact]
    [Trait("Category", "Fuzz")]
    public void All_shards_see_the_same_split_in_whatever_order_they_are_told() =>
        Gen.Select(Plans, Gen.Int[1, 9], Gen.Int[0, int.MaxValue]).Sample(
            (plan, shards, seed) =>
            {
                var told = Shuffled([.. plan.Select(node => node with { Needs = Shuffled(node.Needs, seed) })], seed);
                var (mine, yours) = (ShardPlan.Of(plan, shards), ShardPlan.Of(told, shards));
                yours.Levels.SelectMany(level => level).Should().Equal(mine.Levels.SelectMany(level => level));
                foreach (var node in plan) yours.ShardOf(node.Package).Should().Be(mine.ShardOf(node.Package));
            },
            iter: FuzzCount.Or(300));

    [Fact]
    [Trait("Category", "Fuzz")]
    public void Without_circles_all_shards_have_the_same_to_do_in_each_level_and_altogether() =>
        Gen.Select(Plans, Gen.Int[1, 9]).Sample(
            (plan, shards) =>
            {
                var numbers = plan.Select((node, number) => (node.Package, number)).ToDictionary(pair => pair.Package, pair => pair.number);
                var split = ShardPlan.Of([.. plan.Select((node, number) => node with { Needs = [.. node.Needs.Where(need => numbers.GetValueOrDefault(need, int.MaxValue) < number)] })], shards);
                var loads = All(shards).Select(shard => split.Levels.Select((_, level) => split.Of(shard, level).Length).ToList()).ToList();
                for (var level = 0; level < split.Levels.Length; level++) (loads.Max(load => load[level]) - loads.Min(load => load[level])).Should().BeLessThanOrEqualTo(1);
                (loads.Max(load => load.Sum()) - loads.Min(load => load.Sum())).Should().BeLessThanOrEqualTo(1);
            },
            iter: FuzzCount.Or(300));

    [Fact]
    public void Rounds_are_neighbouring_levels_with_about_as_many_packages_each()
    {
        // Levels of 4, 1, 1, 2 and 4 packages.
        var sizes = new[] { 4, 1, 1, 2, 4 };
        var plan = new List<ShardNode>();
        PackageId? before = null;
        foreach (var size in sizes)
        {
            var level = Enumerable.Range(plan.Count, size).Select(number => new ShardNode(Package(number), before is null ? [] : [before])).ToList();
            plan.AddRange(level);
            before = level[0].Package;
        }

        var split = ShardPlan.Of(plan, 2);

        split.Levels.Select(level => level.Length).Should().Equal(sizes);
        All(2).Select(split.LevelsOf).Should().Equal(0..3, 3..5);
        All(3).Select(split.LevelsOf).Should().Equal(0..1, 1..4, 4..5);
        All(1).Select(split.LevelsOf).Should().Equal(0..5);
    }

    [Theory]
    [InlineData("1/1")]
    [InlineData("3/8")]
    [InlineData("999/999")]
    public void A_part_is_printed_as_it_was_read(string text) => Share.Parse(text).ToString().Should().Be(text);

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("0/8")]
    [InlineData("9/8")]
    [InlineData("03/8")]
    [InlineData("+3/8")]
    [InlineData("3/8/1")]
    [InlineData("3 / 8")]
    [InlineData("1/1000")]
    public void What_is_no_part_is_quoted_in_the_error(string text)
    {
        var parse = () => Share.Parse(text);
        parse.Should().Throw<FormatException>().WithMessage($"'{text}' is no part of a whole*");
    }

    private static IEnumerable<Share> All(int count) => Enumerable.Range(1, count).Select(number => Share.Parse($"{number}/{count}"));

    private static PackageId Package(int number) => PackageId.Parse($"app-misc/p{number}x-1");

    private static Comparer<PackageId> ById { get; } = Comparer<PackageId>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));

    private static ImmutableArray<T> Shuffled<T>(ImmutableArray<T> items, int seed)
        where T : notnull => [.. items.OrderBy(item => HashCode.Combine(item.ToString(), seed))];
}
