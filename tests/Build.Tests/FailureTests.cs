using Nuke.Common;

namespace Stage3.BuildTests;

public sealed class FailureTests
{
    private sealed class Failing : Recording
    {
        private readonly string? _missing;

        [Parameter]
        internal readonly string? PkgDir;

        internal Target Breaks => _ => _.Executes(Fails("the disk is full\nsecond line"));

        internal Target After => _ => _.DependsOn(Breaks).Executes(Did("After"));

        internal Target CleanUp => _ => _.DependsOn(After).AssuredAfterFailure().Executes(Did("CleanUp"));

        internal Target Tolerated => _ => _.ProceedAfterFailure().Executes(Fails("no matter"));

        internal Target GoesOn => _ => _.DependsOn(Tolerated).Executes(Did("GoesOn"));

        internal Target Awaited => _ => _.Executes(async () =>
        {
            await Task.Yield();
            throw new IOException("lost the link");
        });

        internal Target Cancelled => _ => _.Executes(() => throw new OperationCanceledException());

        internal Target NeedsCondition => _ => _.DependsOn(CleanUp).Requires(() => _missing != null).Executes(Did("NeedsCondition"));

        internal Target NeedsValue => _ => _.Requires(() => PkgDir).Executes(Did("NeedsValue"));
    }

    [Fact]
    public void A_failure_ends_the_run_but_for_what_is_assured()
    {
        var run = HostRun.Of<Failing>(build => build.CleanUp, []);
        run.ExitCode.Should().Be(-1);
        run.Ran.Should().Equal("CleanUp");
        run.Output.Should().Contain("Breaks: the disk is full")
            .And.MatchRegex("Breaks +Failed +< 1sec +// InvalidOperationException: the disk is full\r?\n")
            .And.MatchRegex("After +NotRun\r?\n").And.MatchRegex("CleanUp +Succeeded").And.Contain("Build failed.");
    }

    [Fact]
    public void ProceedAfterFailure_lets_the_others_run_yet_the_build_fails()
    {
        var run = HostRun.Of<Failing>(build => build.GoesOn, []);
        run.ExitCode.Should().Be(-1);
        run.Ran.Should().Equal("GoesOn");
    }

    [Fact]
    public void The_error_of_an_awaited_task_is_its_own() =>
        HostRun.Of<Failing>(build => build.Awaited, []).Output.Should().Contain("Awaited: lost the link").And.Contain("IOException: lost the link");

    [Fact]
    public void A_cancelled_target_is_aborted() =>
        HostRun.Of<Failing>(build => build.Cancelled, []).Output.Should().MatchRegex("Cancelled +Aborted");

    [Fact]
    public void An_unmet_requirement_is_named_before_anything_runs()
    {
        var run = HostRun.Of<Failing>(build => build.NeedsCondition, []);
        run.ExitCode.Should().Be(-1);
        run.Ran.Should().BeEmpty();
        run.Output.Should().Contain("Target 'NeedsCondition' requires '(_missing != null)'");
    }

    [Fact]
    public void All_unmet_requirements_are_named_at_once_and_a_parameter_by_how_it_is_typed() =>
        HostRun.Of<Failing>(null, ["NeedsValue", "NeedsCondition"]).Output
            .Should().Contain("Target 'NeedsValue' requires --pkg-dir to be set").And.Contain("Target 'NeedsCondition' requires");
}
