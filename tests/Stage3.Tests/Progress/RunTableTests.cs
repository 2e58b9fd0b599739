using Stage3.Emerge.Events;
using Stage3.Emerge.Logs;
using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Portage.Names;
using Stage3.Progress;
using Stage3.Testing;

namespace Stage3.Tests.Progress;

/// <summary>The table of running packages, as it stands on a terminal.</summary>
public sealed class RunTableTests : IDisposable
{
    private readonly StringWriter terminal = new() { NewLine = "\n" };

    [Fact]
    public void Packages_at_work_stand_in_it_with_phase_and_time_and_who_is_done_is_gone()
    {
        using var table = Table(80, 24);
        table.Report(new PackageStarted(PackageId.Parse("sys-apps/systemd-257"), PackageOrigin.Source, 1, 3));
        table.Report(new PackageStarted(PackageId.Parse("a/b-1"), PackageOrigin.Source, 2, 3));
        table.Report(new PhaseStarted(PackageId.Parse("sys-apps/systemd-257"), "src_compile"));

        Screen.Should().Equal("  a/b-1                              0:00", "  sys-apps/systemd-257  src_compile  0:00", "Prepare: 0 of 3 done, 2 at work, 0:00");

        table.Report(new PackageFinished(PackageId.Parse("sys-apps/systemd-257"), PackageOrigin.Source, 1, 3, TimeSpan.Zero));
        table.Report(new PhaseStarted(PackageId.Parse("sys-apps/systemd-257"), "clean"));
        Screen.Should().HaveCount(2).And.HaveElementAt(1, "Prepare: 1 of 3 done, 1 at work, 0:00, about 0:00 left");
    }

    [Fact]
    public void It_keeps_within_the_terminal()
    {
        using var table = Table(20, 5);
        for (var number = 0; number < 9; number++) table.Report(new PackageStarted(PackageId.Parse($"category/name-{number}"), PackageOrigin.Source, number + 1, 9));

        Screen.Should().Equal("  category/name-0", "  category/name-1", "… 7 more", "Prepare: 0 of 9 don");
    }

    [Fact]
    public void Nothing_is_left_of_it()
    {
        terminal.Write("before\n");
        using (var table = Table(80, 24)) table.Report(new PackageStarted(PackageId.Parse("a/b-1"), PackageOrigin.Source, 1, 1));
        terminal.Write("after\n");

        Screen.Should().Equal("before", "after", "");
    }

    public void Dispose() => terminal.Dispose();

    private IReadOnlyList<string> Screen => TerminalScreen.After(terminal.ToString());

    private RunTable Table(int columns, int rows) =>
        new("Prepare", BuildTimes.Read(HostPath.Parse("/nowhere/emerge.log")), new LiveLines(terminal, () => (columns, rows)), new Standing());

    private sealed class Standing : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
