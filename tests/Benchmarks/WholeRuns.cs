using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;

namespace Stage3.Benchmarks;

/// <summary>Work of whole seconds: each run counts by itself, once to warm up and five times measured, in this process and not in one that is compiled first.</summary>
public sealed class WholeRuns : ManualConfig
{
    /// <summary>The one job.</summary>
    public WholeRuns() => AddJob(Job.InProcess.WithStrategy(RunStrategy.Monitoring).WithWarmupCount(1).WithIterationCount(5));
}
