using Nuke.Common;

namespace Stage3.BuildTests;

public sealed class OrderTests
{
    private sealed class Chain : Recording
    {
        internal Target Pack => _ => _.DependsOn(Merge).Executes(Did("Pack"));

        internal Target Merge => _ => _.DependsOn(Prepare).Executes(Did("Merge"));

        internal Target Prepare => _ => _.Executes(Did("Prepare"));

        internal Target Lint => _ => _.DependentFor(Merge).After(Prepare).Executes(Did("Lint"));

        internal Target Report => _ => _.TriggeredBy(Pack).Executes(Did("Report"));

        internal Target Clean => _ => _.Before(Prepare).Executes(Did("Clean"));

        internal Target Publish => _ => _.Triggers(Announce).Executes(Did("Publish"));

        internal Target Announce => _ => _.Executes(Did("Announce"));
    }

    private sealed class Circular : Recording
    {
        internal Target Sound => _ => _.Executes(Did("Sound"));

        internal Target Egg => _ => _.DependsOn(Hen).Executes(Did("Egg"));

        internal Target Hen => _ => _.After(Egg).Executes(Did("Hen"));
    }

    private sealed class Loose : Recording
    {
        internal Target First => _ => _.Executes(Did("First"));

        internal Target Second => _ => _.Executes(Did("Second"));
    }

    private sealed class Several : Recording
    {
        internal Target Steps => _ => _
            .Executes(Did("one"), Did("two"))
            .Executes(async () =>
            {
                await Task.Delay(20);
                Ran.Add("awaited");
            })
            .Executes(() => 4)
            .Executes(Did("last"));
    }

    [Fact]
    public void Dependencies_from_both_sides_run_first_and_triggers_afterwards() =>
        HostRun.Of<Chain>(build => build.Pack, []).Ran.Should().Equal("Prepare", "Lint", "Merge", "Pack", "Report");

    [Fact]
    public void Before_and_after_pull_nothing_in() =>
        HostRun.Of<Chain>(build => build.Pack, ["Lint"]).Ran.Should().Equal("Lint");

    [Fact]
    public void Before_and_after_order_what_runs_anyway() =>
        HostRun.Of<Chain>(build => build.Pack, ["Merge", "Clean"]).Ran.Should().Equal("Clean", "Prepare", "Lint", "Merge");

    [Fact]
    public void Triggers_pull_in_afterwards() =>
        HostRun.Of<Chain>(build => build.Pack, ["Publish"]).Ran.Should().Equal("Publish", "Announce");

    [Theory]
    [InlineData("Prepare+Clean")]
    [InlineData("prepare", "CLEAN")]
    [InlineData("--target", "Prepare", "Clean")]
    [InlineData("--no-logo", "--target", "Prepare+Clean")]
    public void Targets_are_named_in_any_of_nukes_ways(params string[] words) =>
        HostRun.Of<Chain>(build => build.Pack, words).Ran.Should().Equal("Clean", "Prepare");

    [Fact]
    public void Of_targets_that_are_free_the_one_declared_last_goes_first() =>
        HostRun.Of<Loose>(null, ["First", "Second"]).Ran.Should().Equal("Second", "First");

    [Fact]
    public void All_that_a_target_executes_runs_in_order_and_tasks_are_awaited() =>
        HostRun.Of<Several>(build => build.Steps, []).Ran.Should().Equal("one", "two", "awaited", "last");

    [Fact]
    public void A_cycle_is_named_before_anything_runs_even_where_it_is_not_asked_for()
    {
        var run = HostRun.Of<Circular>(build => build.Sound, []);
        run.ExitCode.Should().Be(-1);
        run.Ran.Should().BeEmpty();
        run.Output.Should().Contain("Circular dependencies between targets: Egg -> Hen -> Egg");
    }

    [Fact]
    public void An_unknown_target_is_an_error_that_lists_the_targets()
    {
        var run = HostRun.Of<Loose>(build => build.First, ["Thrid"]);
        run.ExitCode.Should().Be(-1);
        run.Ran.Should().BeEmpty();
        run.Output.Should().Contain("There is no target 'Thrid'. The targets are: First, Second");
    }
}
