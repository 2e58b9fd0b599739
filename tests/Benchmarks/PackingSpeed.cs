using System.Diagnostics;
using System.Globalization;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Packaging;
using Stage3.Archives.Compressors;

/// <summary>
/// What a stage archive costs beside <c>tar cJf</c>, which it takes the place of, and writing a tar beside GNU tar: whole processes over one
/// tree of real files. Ours includes the digests, the documents beside the archive and reading it back.
/// </summary>
internal static class PackingSpeed
{
    private const string Packer = "--pack";
    private const string Archiver = "--tar";
    private const int TarRuns = 5;
    private const long LeastTree = 900_000_000;
    private static readonly List<string> Broken = [];

    /// <summary>True where the arguments ask for this one, which then has run.</summary>
    public static bool TryRun(string[] args)
    {
        switch (args)
        {
            case [Packer, var root, var folder, var effort, var threads]:
                Pack(HostPath.Parse(root), HostPath.Parse(folder), Enum.Parse<CompressionEffort>(effort), int.Parse(threads, CultureInfo.InvariantCulture));
                return true;
            case [Archiver, var root, var file]:
                Archive(HostPath.Parse(root), file);
                return true;
        }
        // Anything else is another benchmark's own process.
        if (args is not ([] or [.., "--filter", _])) return false;
        var filter = args is [.., var given] ? given : "*";
        if (filter is not "*" && !nameof(PackingSpeed).Contains(filter.Trim('*'), StringComparison.OrdinalIgnoreCase)) return false;
        Compare();
        return filter is not "*";
    }

    private static void Pack(HostPath root, HostPath folder, CompressionEffort effort, int threads)
    {
        var request = new StageArchiveRequest(root, folder, StageArchiveName.Of("stage3-bench", DateTimeOffset.UnixEpoch))
        {
            Plan = CompressionPlan.Of(Compression.Xz, effort),
            Threads = threads,
        };
        var watch = new PhaseWatch();
        var result = StageArchive.WriteAsync(request, watch, CancellationToken.None).GetAwaiter().GetResult();
        Say($"{result.Size} {watch.ReadingBackWall:0.000} {watch.ReadingBackProcessor:0.000}");
    }

    private static void Archive(HostPath root, string path)
    {
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            new TreeArchiver().Archive(root, file, CancellationToken.None);
        using var self = Process.GetCurrentProcess();
        Say($"{self.PeakWorkingSet64 / 1e6:0}");
    }

    private static void Compare()
    {
        var folder = HostPath.Parse(Path.GetTempPath()) / $"stage3-bench-{Environment.ProcessId}";
        try
        {
            var root = folder.EnsureFolder() / "root";
            var (source, files, bytes) = RealTree.Copy(root);
            Say($"A tree of {bytes / 1e6:0} MB in {files} files of {source}; {Environment.ProcessorCount} processors");
            if (bytes < LeastTree) Say($"The bars are for {LeastTree / 1e6:0} MB or more: name a larger tree in STAGE3_BENCH_TREE");
            CompareTars(root, folder);
            CompareArchives(root, folder);
            if (Broken.Count > 0) throw new InvalidOperationException($"bars were broken: {string.Join(", ", Broken)}");
        }
        finally
        {
            TreeRemoval.Remove(folder, CancellationToken.None);
        }
    }

    private static void CompareTars(HostPath root, HostPath folder)
    {
        // In memory, where there is such a place: what is measured is reading and writing, not the disk.
        var file = (Directory.Exists("/dev/shm") ? HostPath.Parse("/dev/shm") / folder.Name : folder / "plain") + ".tar";
        try
        {
            var runs = Enumerable.Range(0, TarRuns).Select(_ => (
                Theirs: MeasuredRun.Of("tar", "--format=posix", "--sort=name", "--numeric-owner", "--xattrs", "--xattrs-include=*", "-C", root.Value, "-cf", file, "."),
                Ours: MeasuredRun.OfSelf(Archiver, root.Value, file))).ToList();
            var (theirs, ours) = (runs.Min(run => run.Theirs.Processor), runs.Min(run => run.Ours.Processor));
            Say($"The tar alone: {ours:0.00} s of processor, GNU tar {theirs:0.00} s, {Held("tar processor", ours / theirs, 1.5)}; {Held("peak memory, MB", runs.Max(run => Number(run.Ours, 0)), 100)}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void CompareArchives(HostPath root, HostPath folder)
    {
        var file = (folder / "theirs.tar.xz").Value;
        var theirs = MeasuredRun.Of("tar", "-C", root.Value, "-cJf", file, ".");
        var size = new FileInfo(file).Length;
        Say($"tar cJf: {theirs.Wall:0.0} s, {theirs.Processor:0.0} s of processor, {size / 1e6:0.0} MB");
        foreach (var (effort, wallBar, sizeBar) in new[] { (CompressionEffort.Default, 0.55, 1.01), (CompressionEffort.Best, 1.00, 0.94) })
        {
            var ours = MeasuredRun.OfSelf(Packer, root.Value, folder.Value, $"{effort}", $"{Environment.ProcessorCount}");
            Say($"--compression {effort}: {ours.Wall:0.0} s, {ours.Processor:0.0} s of processor, {Number(ours, 0) / 1e6:0.0} MB");
            Say($"  {Held($"{effort} wall", ours.Wall / theirs.Wall, wallBar)}, processor {ours.Processor / theirs.Processor:0.000}, {Held($"{effort} size", Number(ours, 0) / size, sizeBar)}; {Held($"{effort} reading back, of the wall", Number(ours, 1) / ours.Wall, 0.15)}, {Number(ours, 2) / ours.Processor:0.000} of the processor");
        }
    }

    private static string Held(string what, double value, double bar)
    {
        if (value > bar) Broken.Add(what);
        return string.Create(CultureInfo.InvariantCulture, $"{what} {value:0.000} (bar {bar:0.00})");
    }

    private static double Number(MeasuredRun run, int index) => double.Parse(run.Output.Split(' ')[index], CultureInfo.InvariantCulture);

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
