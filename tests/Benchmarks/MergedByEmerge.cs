using System.Diagnostics;
using System.Globalization;
using Stage3.Benchmarks;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Running;
using Stage3.Linux;
using Stage3.Linux.Processes;

/// <summary>The same PKGDIR merged by a real Portage, at its fastest settings, in a process of its own.</summary>
internal static class MergedByEmerge
{
    private const string Child = "--emerge";
    private const string Checkout = "STAGE3_PORTAGE";

    /// <summary>Why it cannot be measured; null where it can.</summary>
    public static string? Missing => Environment.GetEnvironmentVariable(Checkout) is { Length: > 0 } ? null : $"set {Checkout} to a checkout of Portage";

    /// <summary>How long <c>emerge</c> itself takes.</summary>
    public static double Seconds(HostPath binhost, HostPath root) =>
        double.Parse(MeasuredRun.OfSelf(Child, binhost.Value, root.Value).Output, CultureInfo.InvariantCulture);

    /// <summary>True where the arguments ask for the process that is measured, which then has run.</summary>
    public static async Task<bool> TryRunAsync(string[] args)
    {
        if (args is not [Child, var binhost, var root]) return false;
        Umask.SetStandard();
        Console.WriteLine((await RunAsync(HostPath.Parse(binhost), HostPath.Parse(root))).ToString("0.00", CultureInfo.InvariantCulture));
        return true;
    }

    private static async Task<double> RunAsync(HostPath binhost, HostPath root)
    {
        var work = root.Parent / $"{root.Name}-work";
        var command = new EmergeCommand(RootPath.At(root), [.. DebianBinhost.Atoms(binhost).Select(PackageSelector.Parse)])
        {
            ConfigRoot = binhost / "config", BinaryPackages = BinaryPackages.UseOnly, OneShot = true, Jobs = Jobs.Of(2),
        };
        var emerge = new PortageEmerge(new PortageSettings
        {
            Installation = await PortageSearch.FindAsync(HostPath.Parse(Environment.GetEnvironmentVariable(Checkout)!), CancellationToken.None),
            ReposConf = binhost / "repos.conf", PkgDir = binhost / "packages", DistDir = work / "distfiles", Cache = work / "cache",
            Temporary = work / "temporary", Logs = work / "logs",
        });
        // Running plans first, in an emerge of its own: that one is not what is compared.
        var clock = Stopwatch.StartNew();
        await emerge.PlanAsync(command, CancellationToken.None);
        var planned = clock.Elapsed;
        await emerge.RunAsync(command, new Silence(), CancellationToken.None);
        return (clock.Elapsed - planned - planned).TotalSeconds;
    }

    private sealed class Silence : IProgress<EmergeEvent>
    {
        public void Report(EmergeEvent value)
        {
        }
    }
}
