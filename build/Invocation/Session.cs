using System.Collections;
using System.Runtime.InteropServices;
using Nuke.Common;
using Stage3.Linux;
using Stage3.Linux.Processes;

namespace Stage3.Invocation;

/// <summary>One start of the build program, around whichever host runs it: the checked command line before, the last line after.</summary>
internal static class Session
{
    private const int Failed = -1;
    private const int EndedBySignal = 128;

    private static readonly CancellationTokenSource Source = new();
    private static int _signal;

    /// <summary>Cancelled by the first Ctrl-C or SIGTERM; the second ends the program at once.</summary>
    public static CancellationToken Stop => Source.Token;

    /// <summary>The line to end the whole run with, after the host's own summary; a target may set it.</summary>
    public static string? LastLine { get; set; }

    /// <summary>Runs the build, unless its command line asks for what is not there.</summary>
    /// <param name="execute">Starts the host.</param>
    /// <param name="unprivileged">The targets that do without root's rights.</param>
    /// <returns>The exit code: 0, 255 (as -1) for a failure, 128 and the signal's number when interrupted.</returns>
    public static int Run<TBuild>(Func<int> execute, params string[] unprivileged)
        where TBuild : NukeBuild
    {
        // A shell with another umask is no reason for another stage.
        Umask.SetStandard();
        var words = Environment.GetCommandLineArgs()[1..];
        if (!IsSound(typeof(TBuild), words)) return Failed;

        // Before the host adds its own handler, which leaves a cancelled interrupt to the run.
        Console.CancelKeyPress += (_, interrupt) => interrupt.Cancel = Interrupt(2);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = Interrupt(15));
        try
        {
            Rights.Demand(words, unprivileged, Stop);
        }
        catch (Stage3Exception unavailable)
        {
            Console.Error.WriteLine($"error: {unavailable.Message}");
            return Failed;
        }
        catch (OperationCanceledException) when (_signal > 0)
        {
            // Before anything was begun.
            return EndedBySignal + _signal;
        }

        var exitCode = execute();
        if (LastLine is not null) Console.WriteLine(LastLine);
        return _signal > 0 ? EndedBySignal + _signal : exitCode;
    }

    private static bool IsSound(Type build, string[] words)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);
        var verdict = Check.Run(Surface.Of(build), words, variables, Directory.GetCurrentDirectory());
        foreach (var note in verdict.Notes) Console.Error.WriteLine(note);
        foreach (var problem in verdict.Problems) Console.Error.WriteLine($"error: {problem}");
        return verdict.Problems.IsEmpty;
    }

    /// <summary>True where the run is given the time to end by itself.</summary>
    private static bool Interrupt(int signal)
    {
        if (Interlocked.Exchange(ref _signal, signal) != 0) return false;
        Console.Error.WriteLine("Stopping what was started; once more ends it at once.");
        Source.Cancel();
        return true;
    }
}
