using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using CliWrap;
using Serilog;
using Stage3.Linux;
using Stage3.SourceDates;

namespace Stage3.Reproducing;

/// <summary>Starts this program once more, in other surroundings: umask, time zone, locale and clock are a process's own.</summary>
internal sealed class BuildProgram(PipelineRequest request, SourceDate date)
{
    // $0 is a name for messages, $1 the umask, the rest the command.
    private const string WithUmask = "umask \"$1\"; shift; exec \"$@\"";

    /// <summary>Builds a stage from nothing and answers the folder that it lies in.</summary>
    /// <exception cref="Stage3Exception">The build fails.</exception>
    public async Task<HostPath> BuildAsync(Surroundings surroundings, CancellationToken cancellation)
    {
        var output = surroundings.Folder / "output";
        var tail = new Queue<string>();
        var result = await Cli.Wrap("bash")
            .WithArguments(["-c", WithUmask, "stage3", surroundings.Umask, .. Program, .. Arguments(surroundings, output)])
            .WithWorkingDirectory(request.Project.Value)
            .WithEnvironmentVariables(variables => variables
                .Set("TZ", surroundings.TimeZone)
                .Set("LC_ALL", surroundings.Locale)
                .Set(ShiftedClock.Variable, surroundings.Shift.TotalSeconds.ToString("0", CultureInfo.InvariantCulture))
                .Set("SOURCE_DATE_EPOCH", date.Time?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line => Keep(tail, line)))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line => Keep(tail, line)))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellation);
        return result.ExitCode == 0
            ? output
            : throw new Stage3Exception(
                $"the build with {surroundings} ended with exit code {result.ExitCode}; it said last:\n    {string.Join("\n    ", tail)}",
                surroundings.Folder.Value,
                "see what these surroundings do to the build: a stage must not depend on them");
    }

    private static ImmutableArray<string> Program =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, Assembly.GetEntryAssembly()!.Location]
            : [Environment.ProcessPath!];

    private ImmutableArray<string> Arguments(Surroundings surroundings, HostPath output) =>
    [
        "Package",
        "--work-dir", (surroundings.Folder / "work").Value,
        "--output", output.Value,
        "--jobs", surroundings.Jobs.ToString(CultureInfo.InvariantCulture),
        "--compression", request.Compression.ToString(),
        "--engine", request.Engine.ToString(),
        .. request.Spec is { } spec ? ["--spec", spec.Value] : Array.Empty<string>(),
        .. request.Tree is { } tree ? ["--tree", tree.Value] : Array.Empty<string>(),
    ];

    private static void Keep(Queue<string> tail, string line)
    {
        Log.Verbose("Reproduce: {Line:l}", line);
        lock (tail)
        {
            tail.Enqueue(line);
            if (tail.Count > 20) _ = tail.Dequeue();
        }
    }
}
