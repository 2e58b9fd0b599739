using Nuke.Common;

namespace Stage3.BuildTests;

public sealed class SkipTests
{
    private sealed class Conditions : Recording
    {
        private readonly bool _ready;

        internal Target Fetch => _ => _.Executes(Did("Fetch"));

        internal Target Shared => _ => _.Executes(Did("Shared"));

        internal Target Never => _ => _.DependsOn(Fetch, Shared).OnlyWhenStatic(() => _ready).Executes(Did("Never"));

        internal Target Goal => _ => _.DependsOn(Never, Shared).Executes(Did("Goal"));

        internal Target Keeps => _ => _.DependsOn(Fetch).OnlyWhenStatic(() => _ready).WhenSkipped(DependencyBehavior.Execute).Executes(Did("Keeps"));

        internal Target Late => _ => _.DependsOn(Fetch).OnlyWhenDynamic(() => Ran.Contains("Fetch")).Executes(Did("Late"));

        internal Target TooEarly => _ => _.DependsOn(Fetch).OnlyWhenStatic(() => Ran.Contains("Fetch")).Executes(Did("TooEarly"));

        internal Target NotLate => _ => _.DependsOn(Fetch).OnlyWhenDynamic(() => !Ran.Contains("Fetch")).Executes(Did("NotLate"));
    }

    private sealed class Chain : Recording
    {
        internal Target One => _ => _.Executes(Did("One"));

        internal Target Two => _ => _.DependsOn(One).Executes(Did("Two"));

        internal Target Three => _ => _.DependsOn(Two).Executes(Did("Three"));
    }

    [Fact]
    public void A_target_whose_static_condition_fails_is_skipped_with_what_only_it_needs()
    {
        var run = HostRun.Of<Conditions>(build => build.Goal, []);
        run.ExitCode.Should().Be(0);
        run.Ran.Should().Equal("Shared", "Goal");
        run.Output.Should().MatchRegex(@"Never +Skipped +// OnlyWhen: _ready").And.MatchRegex(@"Fetch +Skipped +// Skipped: because of Never");
    }

    [Fact]
    public void WhenSkipped_Execute_keeps_the_dependencies() =>
        HostRun.Of<Conditions>(build => build.Keeps, []).Ran.Should().Equal("Fetch");

    [Fact]
    public void A_static_condition_is_asked_before_anything_runs_and_a_dynamic_one_right_before_its_own_target()
    {
        HostRun.Of<Conditions>(build => build.Late, []).Ran.Should().Equal("Fetch", "Late");
        HostRun.Of<Conditions>(build => build.TooEarly, []).Ran.Should().BeEmpty();
        HostRun.Of<Conditions>(build => build.NotLate, []).Ran.Should().Equal("Fetch");
    }

    [Fact]
    public void Skip_leaves_out_the_named_target_and_what_only_it_needs()
    {
        var run = HostRun.Of<Chain>(build => build.Three, ["--skip", "two"]);
        run.Ran.Should().Equal("Three");
        run.Output.Should().MatchRegex(@"Two +Skipped +// Skipped: via parameter").And.MatchRegex(@"One +Skipped +// Skipped: because of Two");
    }

    [Fact]
    public void Skip_without_names_leaves_out_all_dependencies() =>
        HostRun.Of<Chain>(build => build.One, ["Three", "--skip"]).Ran.Should().Equal("Three");

    [Fact]
    public void What_is_asked_for_by_name_is_not_skipped_with_another() =>
        HostRun.Of<Chain>(build => build.Three, ["Three", "One", "--skip", "Two"]).Ran.Should().Equal("One", "Three");
}
