using System.Globalization;
using Stage3.Benchmarks;
using Stage3.Embedded;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Linux.Processes;
using Stage3.Portage.Binhosts;
using Stage3.Testing;

/// <summary>
/// Merging the 270 packages of <see cref="MergeSpeed"/> through a binhost that is 20 ms away each way, beside the same from a folder: whole processes, nothing kept of an earlier
/// run. Fails where downloading and merging do not overlap, so that it takes longer than 1.3 times the local run.
/// </summary>
internal static class BinhostDelay
{
    private const string Child = "--merge-from";
    internal const string Server = "--serve-from-afar";
    private const double Bar = 1.3;
    private const int Runs = 3;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    /// <summary>True where the arguments ask for this one, which then has run.</summary>
    public static async Task<bool> TryRunAsync(string[] args)
    {
        switch (args)
        {
            case [Child, var binhost, var from, var root]:
                await MergeAsync(HostPath.Parse(binhost), from, HostPath.Parse(root));
                return true;
            case [Server, var folder, var delay]:
                Serve(folder, TimeSpan.FromMilliseconds(double.Parse(delay, CultureInfo.InvariantCulture)));
                return true;
            case [] or [.., "--filter", _]:
                var filter = args is [.., var given] ? given : "*";
                if (filter is not "*" && !nameof(BinhostDelay).Contains(filter.Trim('*'), StringComparison.OrdinalIgnoreCase)) return false;
                if (DebianBinhost.Missing is { } reason) Say($"BinhostDelay is skipped: {reason}");
                else Compare();
                return filter is not "*";
            default:
                return false;
        }
    }

    private static async Task MergeAsync(HostPath binhost, string from, HostPath root)
    {
        var work = root.Parent / $"{root.Name}-work";
        var command = new EmergeCommand(RootPath.At(root), [.. DebianBinhost.Atoms(binhost).Select(PackageSelector.Parse)])
        {
            ConfigRoot = binhost / "config", BinaryPackages = BinaryPackages.UseOnly, Update = true, OneShot = true, Jobs = Jobs.Of(2),
        };
        Umask.SetStandard();
        using var transfers = new Transfers(new TransferPatience());
        var plan = await new EmbeddedEmerge(new EmbeddedSettings
        {
            ReposConf = binhost / "repos.conf", PkgDir = work / "packages", DistDir = work / "distfiles", Cache = work / "cache", Temporary = work / "temporary", Logs = work / "logs",
            Binhosts = new BinhostSet([new BinaryRepository(BinhostAddress.Parse(from))], new BinhostStore(work / "store", []), transfers),
        }).RunAsync(command, new Progress<EmergeEvent>(), CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{plan.Packages.Length} {transfers.Requests} {transfers.Bytes}"));
    }

    // A process of its own, so that it is not told as time of ours; gone with the one that started it.
    private static void Serve(string folder, TimeSpan delay)
    {
        using var server = new WebFolder(folder, delay);
        Console.WriteLine(server.Address);
        while (Console.ReadLine() is not null)
        {
        }
    }

    private static void Compare()
    {
        var folder = HostPath.Parse(Path.GetTempPath()) / $"stage3-bench-delay-{Environment.ProcessId}";
        var binhost = Environment.GetEnvironmentVariable(MergeSpeed.KeptBinhost) is { Length: > 0 } kept ? HostPath.Parse(kept) : folder / "binhost";
        try
        {
            if (!(binhost / "config").IsFolder) DebianBinhost.Write(binhost.EnsureFolder());
            using var server = MeasuredRun.StartSelf(Server, (binhost / "packages").Value, Delay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
            var address = server.StandardOutput.ReadLine()!;
            Say($"BinhostDelay: {DebianBinhost.Atoms(binhost).Count()} packages from a web server {Delay.TotalMilliseconds:0} ms away each way, {Environment.ProcessorCount} processors; whole processes, medians of {Runs}");
            Measure(binhost, address, folder.EnsureFolder());
            server.StandardInput.Close();
            server.WaitForExit();
        }
        finally
        {
            TreeRemoval.Remove(folder, CancellationToken.None);
        }
    }

    private static void Measure(HostPath binhost, string address, HostPath folder)
    {
        var (local, remote) = (new List<MeasuredRun>(), new List<MeasuredRun>());
        for (var run = 0; run < Runs; run++)
        {
            local.Add(MeasuredRun.OfSelf(Child, binhost.Value, (binhost / "packages").Value, MergeSpeed.Fresh(folder, $"local{run}").Value));
            remote.Add(MeasuredRun.OfSelf(Child, binhost.Value, address, MergeSpeed.Fresh(folder, $"remote{run}").Value));
        }

        var (here, there) = (MergeSpeed.Median(local, run => run.Wall), MergeSpeed.Median(remote, run => run.Wall));
        string[] counts = remote[0].Output.Split(' ');
        Say($"  from a folder {here:0.00} s, {MergeSpeed.Median(local, run => run.Processor):0.00} s of processor");
        Say($"  from afar {there:0.00} s, {MergeSpeed.Median(remote, run => run.Processor):0.00} s of processor; {counts[1]} requests, {double.Parse(counts[2], CultureInfo.InvariantCulture) / 1e6:0.0} MB");
        Say($"  ratio {there / here:0.00} (bar {Bar:0.00}): {(there <= Bar * here ? "kept" : "broken")}");
        if (there > Bar * here) Environment.ExitCode = 1;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
