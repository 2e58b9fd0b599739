namespace Stage3.Tasks;

/// <summary>The benchmarks of <c>tests/Benchmarks</c>, in a process of their own so that nothing else is measured.</summary>
internal static class BenchmarkRun
{
    public static async Task RunAsync(string root, string? filter, CancellationToken stop)
    {
        var project = Path.Combine("tests", "Benchmarks", "Benchmarks.csproj");
        // As build.sh compiles the program: what is measured is what users have.
        string[] ahead = ["-p:CompileAhead=true"];
        var restored = await DotNet.Command(root, ["restore", project, "--verbosity", "quiet", .. ahead]).ExecuteAsync(stop);
        await DotNet.BuildAsync(root, project, stop, restored.ExitCode == 0 ? ahead : []);
        var result = await DotNet.Command(root, "run", "--project", project, "--configuration", "Release", "--no-build", "--", "--filter", filter ?? "*").ExecuteAsync(stop);
        if (result.ExitCode != 0) throw new InvalidOperationException($"the benchmarks ended with exit code {result.ExitCode}");
    }
}
