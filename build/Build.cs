using System.ComponentModel.DataAnnotations;
using Nuke.Common;
using Stage3.Invocation;
using Stage3.Tasks;

/// <summary>The targets of this repository: one call each. <c>./build.sh --help</c> lists them.</summary>
sealed class Build : NukeBuild
{
    public static int Main() => Session.Run<Build>(() => Execute<Build>(build => build.Test), nameof(Test), nameof(Fuzz), nameof(Bench));

    [Parameter("How often each property is tried by Fuzz"), Range(1, int.MaxValue)]
    readonly int Count = 10_000;

    [Parameter("Which tests or benchmarks to run, in the words of 'dotnet test --filter' or BenchmarkDotNet's '--filter'")]
    readonly string? Filter;

    Target Test => _ => _
        .Description("Build the solution and run all its tests, the whole sample pipeline among them")
        .Executes(() => TestRun.All(RootDirectory, Filter).RunAsync(Session.Stop));

    Target Fuzz => _ => _
        .Description("Run the property tests alone, each --count times")
        .Executes(() => TestRun.Fuzz(RootDirectory, Count, Filter).RunAsync(Session.Stop));

    Target Bench => _ => _
        .Description("Run the benchmarks, which print ratios: ours against what is there already")
        .Executes(() => BenchmarkRun.RunAsync(RootDirectory, Filter, Session.Stop));
}
