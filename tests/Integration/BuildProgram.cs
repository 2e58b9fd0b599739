using System.Collections.Concurrent;
using System.Diagnostics;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>The build program as a process of its own: this assembly holds it too, and can be started as one.</summary>
internal sealed class BuildProgram : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Task reading;

    private BuildProgram(Process process)
    {
        this.process = process;
        reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Both streams so far.</summary>
    public string Output => string.Join('\n', lines);

    public static BuildProgram Start(PipelineRequest request, params string[] targets) => Start([], Words(request, targets));

    /// <summary>A request as one would type it.</summary>
    public static string[] Words(PipelineRequest request, params string[] targets) =>
    [
        .. targets,
        "--spec", request.Spec!.Value, "--tree", request.Tree!.Value, "--work-dir", request.WorkDir.Value, "--output", request.Output.Value,
    ];

    /// <param name="before">Words in front: a program that starts programs, such as unshare.</param>
    /// <param name="words">Targets and parameters.</param>
    public static BuildProgram Start(string[] before, string[] words)
    {
        // Whoever runs the tests in the background has them ignore interrupts, and a program inherits that.
        string[] all = ["env", "--default-signal=INT", .. before, "dotnet", typeof(Build).Assembly.Location, .. words];
        var start = new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("NUKE", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["NUKE_ROOT"] = ProjectRoot.Folder;
        return new BuildProgram(Process.Start(start)!);
    }

    /// <summary>Waits for its end, and answers the exit code.</summary>
    public async Task<int> EndAsync(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        await process.WaitForExitAsync(late.Token);
        await reading.WaitAsync(late.Token);
        return process.ExitCode;
    }

    /// <summary>Waits a while, and answers whether it ended in it.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL, to the program alone: it can do nothing more, not even stop what it started.</summary>
    public void Kill() => process.Kill();

    /// <summary>As Ctrl-C on a terminal does, to the program alone.</summary>
    public async Task InterruptAsync() =>
        await CliWrap.Cli.Wrap("/bin/bash").WithArguments(["-c", $"kill -s INT {process.Id}"]).ExecuteAsync();

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line) lines.Enqueue(line);
    }
}
