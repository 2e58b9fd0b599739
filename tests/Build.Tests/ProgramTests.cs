using System.Diagnostics;
using Stage3.Testing;

namespace Stage3.BuildTests;

/// <summary>The build program as a process: exit codes, streams and signals.</summary>
public sealed class ProgramTests
{
    private static Process Start<T>(Scratch folder, params string[] words)
    {
        Directory.CreateDirectory(folder[".nuke"]);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Folder };
        foreach (var word in (string[])[typeof(T).Assembly.Location, .. words]) start.ArgumentList.Add(word);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("NUKE", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment[Starter.Variable] = typeof(T).FullName;
        return Process.Start(start)!;
    }

    private static (int ExitCode, string Output, string Error) Run<T>(params string[] words)
    {
        using var folder = new Scratch();
        using var process = Start<T>(folder, words);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    [Fact]
    public void A_success_exits_with_0_and_ends_with_the_last_line()
    {
        var (exitCode, output, error) = Run<Started>("Good");
        exitCode.Should().Be(0);
        error.Should().BeEmpty();
        output.Should().EndWith("Build succeeded.\n3 passed, 0 failed, 1 skipped\n");
    }

    [Fact]
    public void A_failure_exits_with_255_and_keeps_the_last_line()
    {
        var (exitCode, output, _) = Run<Started>("Bad");
        exitCode.Should().Be(255);
        output.Should().Contain("Bad: 1 tests failed").And.EndWith("Build failed.\n2 passed, 1 failed, 0 skipped\n");
    }

    [Fact]
    public void What_is_not_known_exits_with_255_before_anything_runs()
    {
        var (exitCode, output, error) = Run<Started>("Godo", "--fast");
        exitCode.Should().Be(255);
        output.Should().BeEmpty();
        error.Should().StartWith("error: 'Godo' is no target (is Good meant?). The targets are: Good, Bad, Waits, Stubborn\nerror: '--fast' is no parameter. The parameters are: --help, ");
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_lets_the_target_end_by_itself_and_the_rest_is_not_run(string signal, int exitCode)
    {
        using var folder = new Scratch();
        using var process = Start<Started>(folder, "Waits");
        Until(process, "waiting");
        Kill(process, signal);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(exitCode);
        output.Should().Contain("cleaned up\n").And.MatchRegex("Waits +Aborted").And.Contain("Waits: stopped before its end");
        output.IndexOf("cleaned up", StringComparison.Ordinal).Should().BeLessThan(output.IndexOf("Aborted", StringComparison.Ordinal), "the summary waits for the target");
    }

    [Fact]
    public void A_second_interrupt_ends_a_target_that_does_not_listen()
    {
        using var folder = new Scratch();
        using var process = Start<Started>(folder, "Stubborn");
        Until(process, "waiting");
        Kill(process, "INT");
        process.StandardError.ReadLine().Should().Be("Stopping what was started; once more ends it at once.");
        Kill(process, "INT");
        process.WaitForExit(20_000).Should().BeTrue();
        process.ExitCode.Should().Be(130);
        process.StandardOutput.ReadToEnd().Should().MatchRegex("Stubborn +Aborted");
    }

    private static void Until(Process process, string line)
    {
        while (process.StandardOutput.ReadLine() is { } said && said != line)
        {
        }
    }

    private static void Kill(Process process, string signal)
    {
        using var kill = Process.Start("/bin/bash", ["-c", $"kill -s {signal} {process.Id}"]);
        kill.WaitForExit();
    }
}
