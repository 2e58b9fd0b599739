using System.Text;

namespace Stage3.Linux.Processes;

public sealed partial record ChildProcess
{
    private const int LongestCapture = 64 << 20;

    /// <summary>Runs it and answers how it ended, whatever the exit code.</summary>
    /// <exception cref="ProgramMissingException">The program is not there.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of the child's tree is left running.</exception>
    public async Task<ProcessExit> ExitAsync(CancellationToken cancellation) =>
        (await ProcessRun.RunAsync(this, cancellation).ConfigureAwait(false)).Exit;

    /// <summary>Runs it and expects exit code 0.</summary>
    /// <exception cref="ProgramMissingException">The program is not there.</exception>
    /// <exception cref="ProgramKilledException">A signal ended it.</exception>
    /// <exception cref="ProgramFailedException">It exited with another code.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of the child's tree is left running.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var run = await ProcessRun.RunAsync(this, cancellation).ConfigureAwait(false);
        if (run.Exit.Signal is not null) throw new ProgramKilledException(this, run.Exit, run.LastLines);
        if (!run.Exit.IsSuccess) throw new ProgramFailedException(this, run.Exit, run.LastLines);
    }

    /// <summary>Runs it, expects exit code 0 and answers its standard output, lines ended by <c>\n</c>. At most 64 Mi characters.</summary>
    /// <exception cref="ProgramMissingException">The program is not there.</exception>
    /// <exception cref="ProgramFailedException">It ended otherwise than with exit code 0.</exception>
    /// <exception cref="Stage3Exception">It wrote more than that.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of the child's tree is left running.</exception>
    public async Task<string> CaptureAsync(CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var inner = OnLine;
        var capturing = this with
        {
            OnLine = line =>
            {
                if (!line.IsError && text.Length <= LongestCapture) text.Append(line.Text).Append('\n');
                inner?.Invoke(line);
            },
        };
        await capturing.RunAsync(cancellation).ConfigureAwait(false);
        return text.Length <= LongestCapture
            ? text.ToString()
            : throw new Stage3Exception($"'{Name}' wrote more than {LongestCapture >> 20} Mi characters", ToString(), "run it with a log file instead");
    }
}
