namespace Stage3.Tasks;

/// <summary>The benchmarks of <c>tests/Benchmarks</c>, in a process of their own so that nothing else is measured.</summary>
internal static class BenchmarkRun
{
    public static async Task RunAsync(string root, string? filter, CancellationToken stop)
    {
        var project = Path.Combine("tests", "Benchmarks", "Benchmarks.csproj");
        await DotNet.BuildAsync(root, project, stop);
        var result = await DotNet.Command(root, "run", "--project", project, "--configuration", "Release", "--no-build", "--", "--filter", filter ?? "*").ExecuteAsync(stop);
        if (result.ExitCode != 0) throw new InvalidOperationException($"the benchmarks ended with exit code {result.ExitCode}");
    }
}
