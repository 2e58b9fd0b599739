using System.Globalization;
using Stage3.Linux;
using Stage3.Testing;

/// <summary>
/// Merging the packages of <see cref="MergeSpeed"/> on a new btrfs and a new xfs, each in a file: without a store of unpacked images, once to fill one, and from it. Needs the folder that
/// STAGE3_BENCH_BINHOST names, filled, which is only read. Fails where the store gains nothing.
/// </summary>
internal static class UnpackedStoreSpeed
{
    private const int Runs = 3;

    /// <summary>True where the arguments ask for this one, which then has run.</summary>
    public static bool TryRun(string[] args)
    {
        if (args is not ([] or [.., "--filter", _])) return false;
        var filter = args is [.., var given] ? given : "*";
        if (filter is not "*" && !nameof(UnpackedStoreSpeed).Contains(filter.Trim('*'), StringComparison.OrdinalIgnoreCase)) return false;
        if (Environment.GetEnvironmentVariable(MergeSpeed.KeptBinhost) is { Length: > 0 } kept && HostPath.Parse(kept) is var binhost && (binhost / "config").IsFolder)
        {
            Say($"UnpackedStoreSpeed: {File.ReadAllText((binhost / "size").Value)}, {Environment.ProcessorCount} processors; whole processes, medians of {Runs}");
            foreach (var kind in new[] { "btrfs", "xfs" }) Measure(binhost, kind);
        }
        else Say($"UnpackedStoreSpeed is skipped: {MergeSpeed.KeptBinhost} names no filled binhost (run MergeSpeed with it)");
        return filter is not "*";
    }

    private static void Measure(HostPath binhost, string kind)
    {
        try
        {
            using var disk = LoopFileSystem.Make(kind, 12 * 1024);
            var filling = Merge(disk, binhost, "filling", store: true);
            var (without, from) = (new List<MeasuredRun>(), new List<MeasuredRun>());
            for (var run = 0; run < Runs; run++)
            {
                without.Add(Merge(disk, binhost, $"without-{run}", store: false));
                from.Add(Merge(disk, binhost, $"from-{run}", store: true));
            }

            var (slow, fast) = (MergeSpeed.Median(without, run => run.Wall), MergeSpeed.Median(from, run => run.Wall));
            Say($"  {kind}: without {slow:0.00} s, {MergeSpeed.Median(without, run => run.Processor):0.00} s of processor; once, to fill {filling.Wall:0.00} s, {filling.Processor:0.00} s of processor");
            Say($"  {kind}: from the store {fast:0.00} s, {MergeSpeed.Median(from, run => run.Processor):0.00} s of processor; {slow / fast:0.00} times as fast (bar 1.00): {(slow > fast ? "kept" : "broken")}");
            if (slow <= fast) Environment.ExitCode = 1;
        }
        catch (SkippedException reason)
        {
            Say($"  {kind} is skipped: {reason.Message}");
        }
    }

    private static MeasuredRun Merge(LoopFileSystem disk, HostPath binhost, string name, bool store)
    {
        Directory.CreateDirectory($"{disk.Folder}/{name}/etc");
        _ = MeasuredRun.Of("sync");
        return MeasuredRun.Of([.. disk.Around, .. MeasuredRun.Self, MergeSpeed.Child, binhost.Value, $"{disk.Inside}/{name}", .. store ? [$"{disk.Inside}/store"] : Array.Empty<string>()]);
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
