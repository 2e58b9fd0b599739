using BenchmarkDotNet.Attributes;
using Stage3.Embedded;
using Stage3.Emerge.Commands;
using Stage3.Linux;

namespace Stage3.Benchmarks;

/// <summary>
/// Planning a world of binary packages from a PKGDIR: index, configuration, resolver and order. The bars: 270 packages in 0.3 s, 3,000 in
/// 3 s, and a cost that grows about as their number does.
/// </summary>
[Config(typeof(WholeRuns))]
public class PlanBenchmarks
{
    private readonly HostPath folder = HostPath.Parse(Directory.CreateTempSubdirectory("stage3-bench-").FullName);

    /// <summary>How many packages the binhost has.</summary>
    [Params(270, 1000, 3000)]
    public int Packages { get; set; }

    /// <summary>Makes the binhost.</summary>
    [GlobalSetup]
    public void Prepare() => GeneratedBinhost.Write(folder, Packages);

    /// <summary>Removes it.</summary>
    [GlobalCleanup]
    public void Remove() => Directory.Delete(folder.Value, recursive: true);

    /// <summary>One plan, with nothing installed.</summary>
    [Benchmark]
    public async Task<int> PlanAsync()
    {
        var command = new EmergeCommand(RootPath.At(folder / "root"), [PackageSelector.World])
        {
            ConfigRoot = folder / "config", BinaryPackages = BinaryPackages.UseOnly, Update = true, Dependencies = Dependencies.Deep,
        };
        var plan = await new EmbeddedEmerge(new EmbeddedSettings
        {
            ReposConf = folder / "repos.conf", PkgDir = folder / "packages", DistDir = folder / "distfiles", Cache = folder / "cache",
            Temporary = folder / "temporary", Logs = folder / "logs",
        }).PlanAsync(command, CancellationToken.None);
        return plan.Packages.Length > Packages / 2 ? plan.Packages.Length : throw new InvalidOperationException($"only {plan.Packages.Length} of {Packages} packages were planned");
    }
}
