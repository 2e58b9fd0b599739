using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Stage3.Linux.Processes;

/// <summary>One run of a <see cref="ChildProcess"/>, from its start to the end of its tree.</summary>
internal sealed class ProcessRun
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private ProcessRun(ProcessExit exit, ImmutableArray<string> lastLines) => (Exit, LastLines) = (exit, lastLines);

    internal ProcessExit Exit { get; }

    internal ImmutableArray<string> LastLines { get; }

    internal static async Task<ProcessRun> RunAsync(ChildProcess child, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var program = ProgramPath.Demand(child.Program, child.Environment);
        await using var output = new OutputSink(child);
        using var process = await StartAsync(child, program).ConfigureAwait(false);
        var tree = process.Id;
        var drained = Task.WhenAll(
            output.DrainAsync(process.StandardOutput.BaseStream, isError: false),
            output.DrainAsync(process.StandardError.BaseStream, isError: true),
            FeedAsync(process, child.StandardInput));
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(process, tree, child.GracePeriod).ConfigureAwait(false);
            throw;
        }
        finally
        {
            // Without a pid namespace something may still run in the background and hold the pipes open.
            ProcessTree.Destroy(tree);
            await drained.ConfigureAwait(false);
        }
        output.ThrowListenerError();
        return new ProcessRun(new ProcessExit(process.ExitCode), output.LastLines);
    }

    private static async Task<Process> StartAsync(ChildProcess child, string program)
    {
        var words = ProcessTree.Around(program, child.Arguments);
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = child.WorkingFolder.Value,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in child.Environment.Variables) start.Environment[name] = value;
        try
        {
            return await Launcher.StartAsync(start).ConfigureAwait(false);
        }
        catch (Win32Exception error)
        {
            throw new Stage3Exception($"'{child.Name}' could not be started: {error.Message}", $"{child}, in {child.WorkingFolder}",
                "see that the working folder exists and the arguments are not longer than the kernel's limit", error);
        }
    }

    private static async Task StopAsync(Process process, int tree, TimeSpan grace)
    {
        ProcessTree.Interrupt(tree);
        try
        {
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(grace).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            ProcessTree.Destroy(tree);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task FeedAsync(Process process, string? text)
    {
        try
        {
            await using var input = process.StandardInput.BaseStream;
            if (text is not null) await input.WriteAsync(Utf8.GetBytes(text)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The child closed its input without reading all of it: its right, and its exit code tells the rest.
        }
    }
}
