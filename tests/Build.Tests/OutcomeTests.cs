namespace Stage3.BuildTests;

public sealed class OutcomeTests
{
    [Fact]
    public void Help_shows_listed_targets_and_parameters_and_runs_nothing()
    {
        var run = HostRun.Of<Parameterised>(build => build.All, ["--help"]);
        run.ExitCode.Should().Be(0);
        run.Ran.Should().BeEmpty();
        run.Output.Should().Contain("  Show\n      Shows all\n").And.MatchRegex("All \\(default\\) +-> Show, Secretly\n      Both\n")
            .And.MatchRegex("--pkg-dir +Where binary packages go\n").And.MatchRegex("--no-logo +Leaves out");
        run.Output.Should().NotContain("\n  Secretly").And.NotContain("--hidden");
    }

    [Fact]
    public void Without_a_target_to_run_help_is_shown() =>
        HostRun.Of<Parameterised>(null, []).Output.Should().Contain("Targets, with those that they depend on:");

    [Fact]
    public void Plan_shows_the_order_and_runs_nothing()
    {
        var run = HostRun.Of<Parameterised>(build => build.All, ["--plan"]);
        run.ExitCode.Should().Be(0);
        run.Ran.Should().BeEmpty();
        run.Output.Should().MatchRegex("(?s)in this order:\n\n  Secretly\n  Show +Shows all\n  All +Both\n");
    }

    [Fact]
    public void A_target_called_plan_and_the_switch_do_not_get_in_each_others_way()
    {
        HostRun.Of<Hiding>(build => build.Merge, ["Plan"]).Ran.Should().Equal("Plan");
        var run = HostRun.Of<Hiding>(build => build.Merge, ["--plan"]);
        run.Ran.Should().BeEmpty();
        run.Output.Should().EndWith("in this order:\n\n  Merge\n");
    }

    [Fact]
    public void The_summary_has_a_row_a_target_with_status_and_duration_but_none_for_groups()
    {
        var output = HostRun.Of<Parameterised>(build => build.All, []).Output;
        output.Should().MatchRegex("Target +Status +Duration\n─+\nSecretly +Succeeded +< 1sec\nShow +Succeeded +< 1sec\n─+\nTotal +< 1sec\n═+\n\nBuild succeeded.\n$");
    }

    [Fact]
    public void ReportSummary_adds_to_the_row() =>
        HostRun.Of<Parameterised>(build => build.Told, []).Output.Should().MatchRegex("Told +Succeeded +< 1sec   // Packages: 28\n");

    [Fact]
    public void The_logo_can_be_left_out()
    {
        HostRun.Of<Parameterised>(build => build.Told, []).Output.Should().StartWith("Targets in NUKE's manner");
        HostRun.Of<Parameterised>(build => build.Told, ["--no-logo"]).Output.Should().NotContain("NUKE");
    }
}
