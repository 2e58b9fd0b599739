using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using CliWrap;
using Stage3.Invocation;

namespace Stage3.Tasks;

/// <summary>The solution's tests, two assemblies at a time: built, run, and told about.</summary>
internal sealed partial class TestRun
{
    private const int AtATime = 2;

    private readonly string _root;
    private readonly string? _filter;
    private readonly int? _fuzzCount;
    private readonly Lock _console = new();

    private TestRun(string root, string? filter, int? fuzzCount) => (_root, _filter, _fuzzCount) = (root, filter, fuzzCount);

    /// <summary>All tests, or those that the filter names.</summary>
    public static TestRun All(string root, string? filter) => new(root, filter, null);

    /// <summary>The property tests alone, each <paramref name="count"/> times.</summary>
    public static TestRun Fuzz(string root, int count, string? filter) =>
        new(root, filter is null ? "Category=Fuzz" : $"(Category=Fuzz)&({filter})", count);

    /// <summary>Runs them; the run's last line will be their count.</summary>
    /// <exception cref="InvalidOperationException">The solution does not build, a test failed, or there was none to run.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        await DotNet.BuildAsync(_root, "Stage3.sln", stop);
        var results = Directory.CreateDirectory(Path.Combine(_root, ".nuke", "temp", "tests")).FullName;
        var report = TestReport.Empty;
        await Parallel.ForEachAsync(
            Projects(),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = stop },
            async (project, token) =>
            {
                var one = await RunAsync(project, results, token);
                lock (_console) report = report.With(one);
            });
        Tell(report);
        Session.LastLine = report.ToString();
        if (report.Failed > 0) throw new InvalidOperationException($"{report.Failed} tests failed");
        if (report.Results.IsEmpty) throw new InvalidOperationException(_filter is null ? "there are no tests" : $"no test matches '{_filter}'");
    }

    /// <summary>The test projects of the solution: those that tests/Directory.Build.props gives a test runner.</summary>
    private IEnumerable<string> Projects() => TestProject().Matches(File.ReadAllText(Path.Combine(_root, "Stage3.sln")))
        .Select(match => match.Groups["name"].Value).Where(name => name.EndsWith("Tests", StringComparison.Ordinal) || name == "Integration")
        .Order(StringComparer.Ordinal);

    private async Task<TestReport> RunAsync(string project, string results, CancellationToken stop)
    {
        var (file, log, clock) = (Path.Combine(results, $"{project}.trx"), new StringBuilder(), Stopwatch.StartNew());
        File.Delete(file);
        string[] arguments =
        [
            "test", Path.Combine(_root, "tests", project, "bin", "Release", "net10.0", $"{project}.dll"),
            "--logger", $"trx;LogFileName={file}", "--results-directory", results,
            .. _filter is null ? Array.Empty<string>() : ["--filter", _filter],
        ];
        var command = DotNet.Command(_root, arguments)
            .WithEnvironmentVariables(variables => variables.Set("STAGE3_FUZZ_COUNT", _fuzzCount?.ToString()))
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(log))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(log));
        var result = await command.ExecuteAsync(stop);
        var report = TestReport.Read(file, project, result.ExitCode, log.ToString());
        lock (_console) Console.WriteLine($"{project,-24} {report} in {clock.Elapsed.TotalSeconds:0.0} s");
        return report;
    }

    private static void Tell(TestReport report)
    {
        foreach (var reason in report.Of(TestOutcome.Skipped).GroupBy(result => result.Message).OrderBy(group => group.Key, StringComparer.Ordinal))
            Console.WriteLine($"{Environment.NewLine}skipped, {reason.Key}:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", reason.Select(result => result.Name).Order(StringComparer.Ordinal))}");
        foreach (var failed in report.Of(TestOutcome.Failed).OrderBy(result => result.Name, StringComparer.Ordinal))
            Console.WriteLine($"{Environment.NewLine}FAILED {failed.Name}{Environment.NewLine}{failed.Message}{Environment.NewLine}{failed.Trace}");
    }

    [GeneratedRegex("""= "(?<name>[^"]+)", "tests[\\/]""")]
    private static partial Regex TestProject();
}
