using System.Diagnostics;
using System.Globalization;
using Stage3.Benchmarks;
using Stage3.Embedded;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Linux.Processes;

/// <summary>
/// Merging 270 binary packages with real files into a clean root: whole processes, beside each image through <c>zstd -dc | tar -x</c>, one after
/// the other, and sync; and where STAGE3_PORTAGE names a checkout of Portage, beside its <c>emerge</c>. Then the same again with nothing to do, and with one package
/// changed. Fails where the bars are not kept.
/// </summary>
internal static class MergeSpeed
{
    internal const string Child = "--merge";
    internal const string KeptBinhost = "STAGE3_BENCH_BINHOST";
    private const int Runs = 3;

    /// <summary>True where the arguments ask for this one, which then has run.</summary>
    public static async Task<bool> TryRunAsync(string[] args)
    {
        if (args is [Child, var binhost, var root, .. { Length: <= 1 } store])
        {
            await MergeAsync(HostPath.Parse(binhost), HostPath.Parse(root), store is [var given] ? HostPath.Parse(given) : null);
            return true;
        }
        if (await MergedByEmerge.TryRunAsync(args)) return true;
        // Anything else is another benchmark's own process.
        if (args is not ([] or [.., "--filter", _])) return false;
        var filter = args is [.., var asked] ? asked : "*";
        if (filter is not "*" && !nameof(MergeSpeed).Contains(filter.Trim('*'), StringComparison.OrdinalIgnoreCase)) return false;
        Compare();
        return filter is not "*";
    }

    private static async Task MergeAsync(HostPath binhost, HostPath root, HostPath? store)
    {
        var work = root.Parent / $"{root.Name}-work";
        var command = new EmergeCommand(RootPath.At(root), [.. DebianBinhost.Atoms(binhost).Select(PackageSelector.Parse)])
        {
            ConfigRoot = binhost / "config", BinaryPackages = BinaryPackages.UseOnly, Update = true, OneShot = true, Jobs = Jobs.Of(2),
        };
        Umask.SetStandard();
        var merged = 0;
        var plan = await new EmbeddedEmerge(new EmbeddedSettings
        {
            ReposConf = binhost / "repos.conf", PkgDir = binhost / "packages", DistDir = work / "distfiles", Cache = work / "cache",
            Temporary = work / "temporary", Logs = work / "logs", UnpackedStore = store,
        }).RunAsync(command, new Counting(() => merged++), CancellationToken.None);
        if (merged != plan.Packages.Length) throw new InvalidOperationException($"{merged} of {plan.Packages.Length} packages were merged");
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{merged} {self.PeakWorkingSet64 / 1e6:0}"));
    }

    private static void Compare()
    {
        if (DebianBinhost.Missing is { } reason)
        {
            Say($"MergeSpeed is skipped: {reason}");
            return;
        }
        var folder = HostPath.Parse(Path.GetTempPath()) / $"stage3-bench-{Environment.ProcessId}";
        // Where the variable names a folder, it is filled once and kept.
        var binhost = Environment.GetEnvironmentVariable(KeptBinhost) is { Length: > 0 } kept ? HostPath.Parse(kept) : folder / "binhost";
        try
        {
            if (!(binhost / "config").IsFolder)
            {
                var (files, bytes) = DebianBinhost.Write(binhost.EnsureFolder());
                File.WriteAllText((binhost / "size").Value, string.Create(CultureInfo.InvariantCulture, $"{files} files, {bytes / 1e6:0} MB"));
            }
            Say($"MergeSpeed: {DebianBinhost.Packages} packages made from Debian's, {File.ReadAllText((binhost / "size").Value)}, {Environment.ProcessorCount} processors; whole processes, medians of {Runs}");
            Measure(binhost, folder.EnsureFolder());
        }
        catch (InvalidOperationException failure) when (failure.Message.StartsWith("bash ended", StringComparison.Ordinal) || failure.Message.StartsWith("apt-", StringComparison.Ordinal))
        {
            Say($"MergeSpeed is skipped, for apt cannot fetch: {failure.Message}");
        }
        finally
        {
            TreeRemoval.Remove(folder, CancellationToken.None);
        }
    }

    private static void Measure(HostPath binhost, HostPath folder)
    {
        var tar = new MergedByTar(binhost, folder / "images");
        var (theirs, ours) = (new List<MeasuredRun>(), new List<MeasuredRun>());
        for (var run = 0; run < Runs; run++)
        {
            if (MergedByTar.Missing is null) theirs.Add(tar.Run(Fresh(folder, $"tar-{run}")));
            ours.Add(MeasuredRun.OfSelf(Child, binhost.Value, Fresh(folder, $"ours-{run}").Value));
        }

        var root = (folder / $"ours-{Runs - 1}").Value;

        var (wall, memory) = (Median(ours, run => run.Wall), ours.Max(run => double.Parse(run.Output.Split(' ')[1], CultureInfo.InvariantCulture)));
        Say($"  ours {wall:0.00} s, {Median(ours, run => run.Processor):0.00} s of processor; peak memory {memory:0} MB (bar 250)");
        if (MergedByTar.Missing is { } reason) Say($"  zstd and tar are not measured: {reason}");
        else Say($"  zstd -dc | tar -x, and sync: {Median(theirs, run => run.Wall):0.00} s, {Median(theirs, run => run.Processor):0.00} s of processor; ours is {wall / Median(theirs, run => run.Wall):0.00} of it (bar 1.20)");

        var again = Median([.. Enumerable.Range(0, Runs).Select(_ => MeasuredRun.OfSelf(Child, binhost.Value, root))], run => run.Wall);
        Say($"  again, with nothing to do: {again:0.00} s (bar 0.50)");
        DebianBinhost.Change(binhost, DebianBinhost.Atoms(binhost).First());
        var changed = MeasuredRun.OfSelf(Child, binhost.Value, root);
        DebianBinhost.TakeBack(binhost, DebianBinhost.Atoms(binhost).First());
        Say($"  again, with one package changed: {changed.Wall:0.00} s (bar 1.00 and its files)");
        var isKept = memory <= 250 && again <= 0.5 && changed.Wall <= 1.0 && changed.Output.StartsWith("1 ", StringComparison.Ordinal)
            && (MergedByTar.Missing is not null || wall <= 1.2 * Median(theirs, run => run.Wall));
        if (MergedByEmerge.Missing is { } none) Say($"  emerge is not measured: {none}");
        else
        {
            double[] all = [.. Enumerable.Range(0, Runs).Select(run => MergedByEmerge.Seconds(binhost, Fresh(folder, $"emerge-{run}"))).Order()];
            var emerge = all[Runs / 2];
            Say($"  emerge --usepkgonly --jobs=2: {emerge:0.0} s ({all[0]:0.0} to {all[^1]:0.0}); ours is {emerge / wall:0.0} times as fast (bar 50)");
            isKept &= emerge >= 50 * wall;
        }

        Say($"  bars: {(isKept ? "kept" : "broken")}");
        if (!isKept) Environment.ExitCode = 1;
    }

    // Each run has its own folder and nothing is removed before the end: for minutes after a removal ext4 looks anew at every inode that it freed, in whoever makes files.
    internal static HostPath Fresh(HostPath folder, string name)
    {
        // What the last run left to be written is not this one's.
        _ = MeasuredRun.Of("sync");
        return (folder / name / "etc").EnsureFolder().Parent;
    }

    internal static double Median(List<MeasuredRun> runs, Func<MeasuredRun, double> number) => runs.Select(number).Order().ElementAt(runs.Count / 2);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed class Counting(Action count) : IProgress<EmergeEvent>
    {
        public void Report(EmergeEvent value)
        {
            if (value is PackageFinished) count();
        }
    }
}
