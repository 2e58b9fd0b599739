using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stage3.Archives.Digests;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Binhosts;
using Stage3.Testing;

/// <summary>
/// What a fleet asks of one binhost: a thousand runners, each with the engine's own code of fetching, against one web server that counts; and what a package and a byte cost
/// the one who fetches. Fails where anything is asked for that need not be.
/// </summary>
internal static class BinhostFleet
{
    private const int Runners = 1000;
    private const int Hosts = 20;
    private const int AtOnce = 64;
    private const int Packages = 35;
    private const int Size = 4096;
    private static readonly List<string> Broken = [];

    /// <summary>True where the arguments ask for this one, which then has run.</summary>
    public static async Task<bool> TryRunAsync(string[] args)
    {
        if (args is not ([] or [.., "--filter", _])) return false;
        var filter = args is [.., var given] ? given : "*";
        if (filter is not "*" && !nameof(BinhostFleet).Contains(filter.Trim('*'), StringComparison.OrdinalIgnoreCase)) return false;
        // In memory, where there is such a folder: what is measured is not the disk of one machine that plays a thousand.
        var folder = HostPath.Parse(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath()) / $"stage3-bench-fleet-{Environment.ProcessId}";
        try
        {
            await FleetAsync(folder.EnsureFolder());
            await CostAsync(folder);
        }
        finally
        {
            TreeRemoval.Remove(folder, CancellationToken.None);
        }

        foreach (var broken in Broken) Say($"  broken: {broken}");
        if (Broken.Count > 0) Environment.ExitCode = 1;
        return filter is not "*";
    }

    private static async Task FleetAsync(HostPath folder)
    {
        Write(folder / "served", Packages, Size, changed: false);
        using var server = new WebFolder((folder / "served").Value, TimeSpan.Zero);
        Say($"BinhostFleet: {Runners} runners, {AtOnce} at a time, {Packages} packages of {Size} bytes; one web server on loopback");
        Say($"  | how the runners are kept | requests | of these for packages | 'not modified' | MB | taken from a store | s |");
        Say($"  | --- | --- | --- | --- | --- | --- | --- |");
        HostPath Own(int runner) => folder / "own" / $"{runner}";
        HostPath Host(int runner) => folder / "host" / $"{runner % Hosts}";
        await RowAsync(server, "thrown away, nothing shared", Packages * Runners, runner => new BinhostStore(Own(runner), []));
        await RowAsync(server, "each keeps its store, nothing changed", 0, runner => new BinhostStore(Own(runner), []));
        Write(folder / "served", Packages, Size, changed: true);
        await RowAsync(server, "each keeps its store, one package changed", Runners, runner => new BinhostStore(Own(runner), []));
        TreeRemoval.Remove(folder / "own", CancellationToken.None);
        await RowAsync(server, $"thrown away, one store for the {Runners / Hosts} runners of a host, empty at first", Packages * Hosts, runner => new BinhostStore(Host(runner), []));
        await RowAsync(server, $"thrown away, that store read-only behind each runner's own", 0, runner => new BinhostStore(Own(runner), [Host(runner)]));
    }

    private static async Task RowAsync(WebFolder server, string name, int expected, Func<int, BinhostStore> store)
    {
        server.Asked.Clear();
        var (before, begun, taken) = (server.Bytes, Stopwatch.GetTimestamp(), 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, Runners), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (runner, stop) =>
        {
            using var transfers = new Transfers(new TransferPatience());
            Interlocked.Add(ref taken, await TakeAllAsync(server.Address, store(runner), transfers, stop));
        });
        var packages = server.Asked.Count(asked => asked.Path.EndsWith(".xpak", StringComparison.Ordinal));
        Say($"  | {name} | {server.Asked.Count} | {packages} | {server.Asked.Count(asked => asked.Status == 304)} | {(server.Bytes - before) / 1e6:0.0} | {(taken - packages) * 100.0 / taken:0.0} % | {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} |");
        if (packages != expected || taken != Packages * Runners) Broken.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {packages} packages were asked for, and {expected} are missing"));
    }

    private static async Task<int> TakeAllAsync(string address, BinhostStore store, Transfers transfers, CancellationToken cancellation)
    {
        var binhost = await Binhost.OpenAsync(new BinaryRepository(BinhostAddress.Parse(address)), store, transfers, cancellation);
        var taken = 0;
        await Parallel.ForEachAsync(binhost.Packages, new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = cancellation }, async (package, stop) =>
        {
            await store.GetAsync(binhost, package, transfers, stop);
            Interlocked.Increment(ref taken);
        });
        return taken;
    }

    // Many small ones tell what a package costs, few large ones what a byte does; the server is another process, so that its time is not ours.
    private static async Task CostAsync(HostPath folder)
    {
        var (small, large) = (await SecondsAsync(folder, 2000, 1000), await SecondsAsync(folder, 20, 20_000_000));
        var (aPackage, aByte) = (small / 2000, (large - (small / 2000 * 20)) / (20 * 20e6));
        Say($"  cost to the runner, in processor time: {aPackage * 1e6:0} µs a package, {aByte * 1e9:0.00} ns a byte, that is {aByte * 1e15 / 1e6:0.00} s a GB (fetched, digested, on its disk)");
    }

    private static async Task<double> SecondsAsync(HostPath folder, int packages, int size)
    {
        var served = folder / $"{packages}";
        Write(served, packages, size, changed: false);
        using var server = MeasuredRun.StartSelf(BinhostDelay.Server, served.Value, "0");
        var address = server.StandardOutput.ReadLine()!;
        using var transfers = new Transfers(new TransferPatience());
        // Once, so that nothing is compiled in what is measured.
        await TakeAllAsync(address, new BinhostStore(served / "warm", []), transfers, CancellationToken.None);
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        await TakeAllAsync(address, new BinhostStore(served / "store", []), transfers, CancellationToken.None);
        self.Refresh();
        var spent = self.TotalProcessorTime - before;
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        TreeRemoval.Remove(served, CancellationToken.None);
        return spent.TotalSeconds;
    }

    private static void Write(HostPath served, int packages, int size, bool changed)
    {
        var index = new StringBuilder("ARCH: amd64\nVERSION: 0\n\n");
        for (var number = 0; number < packages; number++)
        {
            var content = new byte[size];
            new Random(changed && number == 0 ? packages : number).NextBytes(content);
            var path = $"app-misc/p{number}/p{number}-1-1.xpak";
            File.WriteAllBytes(((served / path).Parent.EnsureFolder() / $"p{number}-1-1.xpak").Value, content);
            index.Append(CultureInfo.InvariantCulture, $"BUILD_ID: 1\nCPV: app-misc/p{number}-1\nPATH: {path}\nSHA1: {Digest.Of(DigestKind.Sha1, content).Hex}\nSIZE: {size}\n\n");
        }

        using var file = File.Create((served / "Packages.gz").Value);
        using var packed = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Optimal);
        packed.Write(Encoding.UTF8.GetBytes(index.ToString()));
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
