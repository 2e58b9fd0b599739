using System.Diagnostics;
using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.Linux.Tests.Processes;

public class ChildProcessTests
{
    private static ChildProcess Bash(string script, params string[] arguments) => new("bash", ["-c", script, "test", .. arguments]);

    [Fact]
    public async Task Both_streams_arrive_line_by_line_and_in_the_log()
    {
        using var scratch = new Scratch();
        var lines = new List<OutputLine>();
        var log = HostPath.Parse(scratch["a log/of it.log"]);
        await (Bash("echo one; echo two >&2; printf three") with { OnLine = lines.Add, LogFile = log }).RunAsync(CancellationToken.None);
        lines.Should().BeEquivalentTo([new OutputLine(false, "one"), new OutputLine(true, "two"), new OutputLine(false, "three")]);
        File.ReadAllLines(log.Value).Should().BeEquivalentTo("one", "two", "three");
    }

    [Fact]
    public async Task More_output_than_a_pipe_holds_on_both_streams_does_not_block()
    {
        var count = 0;
        await (Bash("for i in {1..20000}; do echo out $i; echo error $i >&2; done") with { OnLine = _ => count++ }).RunAsync(CancellationToken.None);
        count.Should().Be(40000);
    }

    [Fact]
    public async Task A_line_longer_than_the_buffer_arrives_in_pieces()
    {
        var text = await new ChildProcess("bash", "-c", "printf 'x%.0s' {1..100000}").CaptureAsync(CancellationToken.None);
        text.Replace("\n", "", StringComparison.Ordinal).Should().Be(new string('x', 100000));
    }

    [Fact]
    public async Task The_environment_is_what_was_given_and_nothing_else()
    {
        Environment.SetEnvironmentVariable("STAGE3_LEAK", "drip");
        var environment = ChildEnvironment.Empty.With("PATH", "/usr/bin:/bin").With("MINE", "a=b\nc");
        var text = await (new ChildProcess("env", "-0") with { Environment = environment }).CaptureAsync(CancellationToken.None);
        text.TrimEnd('\n').Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(variable => !variable.StartsWith("_=", StringComparison.Ordinal))
            .Should().BeEquivalentTo("PATH=/usr/bin:/bin", "MINE=a=b\nc");
        ChildEnvironment.Empty.WithInherited("STAGE3_LEAK", "STAGE3_NOT_SET").Variables.Should().ContainSingle().Which.Value.Should().Be("drip");
    }

    [Fact]
    public async Task Arguments_and_input_pass_unchanged()
    {
        var text = await (new ChildProcess("bash", "-c", "printf '<%s>\n' \"$@\"; cat", "x", "two words", "", "a\"b'c", "*") with { StandardInput = "from in" })
            .CaptureAsync(CancellationToken.None);
        text.Should().Be("<two words>\n<>\n<a\"b'c>\n<*>\nfrom in\n");
        (await new ChildProcess("cat").CaptureAsync(CancellationToken.None)).Should().BeEmpty("without an input it is empty, not the terminal");
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named_before_anything_starts()
    {
        var run = () => new ChildProcess("no-such-program").RunAsync(CancellationToken.None);
        (await run.Should().ThrowAsync<ProgramMissingException>()).Which.Message.Should()
            .Contain("the program 'no-such-program' was not found").And.Contain($"PATH={ChildEnvironment.StandardPath}");
    }

    [Fact]
    public async Task A_failure_carries_its_code_its_command_and_the_last_lines()
    {
        var run = () => Bash("for i in {1..25}; do echo line $i; done; exit 3", "two words").RunAsync(CancellationToken.None);
        var thrown = (await run.Should().ThrowAsync<ProgramFailedException>()).Which;
        thrown.Should().NotBeOfType<ProgramKilledException>();
        thrown.Exit.Code.Should().Be(3);
        thrown.LastLines.Should().HaveCount(20).And.EndWith("line 25").And.StartWith("line 6");
        thrown.Message.Should().Contain("'bash' ended: exit code 3").And.Contain("'two words'");
    }

    [Fact]
    public async Task Death_by_a_signal_is_an_error_of_its_own()
    {
        var run = () => Bash("kill -SEGV $BASHPID").RunAsync(CancellationToken.None);
        (await run.Should().ThrowAsync<ProgramKilledException>()).Which.Message.Should().Contain("'bash' ended: killed by SIGSEGV");
    }

    [Fact]
    public async Task A_listener_that_throws_is_heard_and_blocks_nothing()
    {
        var run = () => (Bash("for i in {1..20000}; do echo $i; done") with { OnLine = _ => throw new InvalidOperationException("listener") }).RunAsync(CancellationToken.None);
        (await run.Should().ThrowAsync<InvalidOperationException>()).WithMessage("listener");
    }

    [Fact]
    public async Task Cancel_interrupts_first_so_that_the_child_can_clean_up()
    {
        using var scratch = new Scratch();
        using var stop = new CancellationTokenSource();
        var run = (Bash("trap 'echo cleaned > \"$1\"; exit 0' INT; echo ready; while :; do sleep 0.05; done", scratch["end"]) with
        {
            OnLine = _ => stop.CancelAfter(50),
        }).RunAsync(stop.Token);
        await ((Func<Task>)(() => run)).Should().ThrowAsync<OperationCanceledException>();
        File.ReadAllText(scratch["end"]).Should().Be("cleaned\n");
    }

    [FactNeeding(Need.Root)]
    public async Task Cancel_ends_also_what_ignores_it_and_what_ran_away()
    {
        using var scratch = new Scratch();
        using var stop = new CancellationTokenSource();
        var script = "trap '' INT TERM; setsid bash -c 'trap \"\" INT TERM HUP; while :; do sleep 0.1; touch \"$1\"; done' x \"$1\" & echo ready; while :; do sleep 0.1; done";
        var watch = Stopwatch.StartNew();
        var run = (Bash(script, scratch["alive"]) with { GracePeriod = TimeSpan.FromMilliseconds(300), OnLine = _ => stop.CancelAfter(300) }).RunAsync(stop.Token);
        await ((Func<Task>)(() => run)).Should().ThrowAsync<OperationCanceledException>();
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
        File.Delete(scratch["alive"]);
        await Task.Delay(500);
        File.Exists(scratch["alive"]).Should().BeFalse("the daemon must be gone");
    }

    [FactNeeding(Need.Root)]
    public async Task What_was_left_in_the_background_ends_with_the_program()
    {
        var watch = Stopwatch.StartNew();
        await Bash("sleep 60 & echo done").RunAsync(CancellationToken.None);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Cancelled_before_the_start_nothing_runs()
    {
        using var scratch = new Scratch();
        var run = () => Bash("touch \"$1\"", scratch["ran"]).RunAsync(new CancellationToken(canceled: true));
        await run.Should().ThrowAsync<OperationCanceledException>();
        File.Exists(scratch["ran"]).Should().BeFalse();
    }
}
