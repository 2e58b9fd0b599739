using System.Diagnostics;
using System.Globalization;
using Stage3.Chroot;
using Stage3.Chroot.Policy;
using Stage3.Chroot.Roots;
using Stage3.Linux;
using Stage3.Linux.Files;

/// <summary>
/// What looking at a root costs beside reading the same with other programs: processor time (user and system) of whole processes, start
/// included, the best of several runs each. First over files alone, beside <c>find -printf</c>; then with an installed database, beside
/// <c>find -printf</c> and <c>md5sum</c> of what the database has digests of. Fails where the bars are not kept.
/// </summary>
internal static class VerifyChrootSpeed
{
    private const string Child = "--verify-chroot";
    private const int Runs = 3;
    private const double MostRatio = 1.5;
    private const int MostMemory = 300;

    private const string SameFields = "%p %y %m %U %G %i %D %n %s %T@ %l";
    private const string AllFields = "%p %P %f %h %H %y %Y %m %M %U %u %G %g %s %S %b %k %i %D %n %d %A@ %C@ %T@ %B@ %l %F";

    /// <summary>True where the arguments ask for this one, which then has run.</summary>
    public static bool TryRun(string[] args)
    {
        if (args is [Child, var root])
        {
            Verify(HostPath.Parse(root));
            return true;
        }
        // Anything else is another benchmark's own process.
        if (args is not ([] or [.., "--filter", _])) return false;
        var filter = args is [.., var given] ? given : "*";
        if (filter is not "*" && !nameof(VerifyChrootSpeed).Contains(filter.Trim('*'), StringComparison.OrdinalIgnoreCase)) return false;
        Compare();
        return filter is not "*";
    }

    private static void Verify(HostPath folder)
    {
        using var root = ExaminedRoot.OfFolder(folder);
        var entries = ChrootVerifier.Examine(root, ChrootPolicy.Default, CancellationToken.None).Entries;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entries} {self.PeakWorkingSet64 >> 20}"));
    }

    private static void Compare()
    {
        var folder = HostPath.Parse(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath()) / $"stage3-bench-{Environment.ProcessId}";
        var list = Path.GetTempFileName();
        try
        {
            var tree = new VerifyChrootTree(folder.EnsureFolder());
            tree.Generate();
            File.WriteAllText(list, string.Join('\0', tree.Files));
            var plain = Find(folder, SameFields).Seconds;
            // Only a label can be printed; find reads it by the way that we read all attributes.
            var label = tree.Attribute == "security.selinux" ? " %Z" : "";
            var same = Find(folder, SameFields + label).Seconds;
            var all = Find(folder, AllFields + label).Seconds;
            var (bare, entries, memory) = Ours(folder);
            tree.Install();
            var hash = Best(["xargs", "-0", "-a", list, "md5sum"]).Seconds;
            var installed = Find(folder, SameFields + label).Seconds;
            var (full, _, fullMemory) = Ours(folder);
            Say($"VerifyChroot: {entries} entries, attribute {tree.Attribute}, {Environment.ProcessorCount} processors; seconds of processor, whole processes, the best of {Runs}");
            Say($"  find -printf, what it can print of the files' status {plain:0.00}, with the attribute {same:0.00}, all that it can print {all:0.00}; md5sum of {tree.Files.Count} files {hash:0.00}");
            Say($"  ours, no packages {bare:0.00}: {bare / all:0.00} of all fields, {bare / same:0.00} of the same fields with the attribute, {bare / plain:0.00} of those without; {memory} MB");
            Say($"  ours, all files of packages {full:0.00}: {full / (installed + hash):0.00} of find with the attribute and md5sum; {fullMemory} MB");
            // What must be hashed costs everybody the same: the factor is for the walk alone.
            var isKept = bare <= MostRatio * same && full <= (MostRatio * installed) + hash && Math.Max(memory, fullMemory) <= MostMemory;
            Say($"  bars, {MostRatio:0.0} of find with the attribute {MostRatio * same:0.00}, and md5sum {(MostRatio * installed) + hash:0.00}, {MostMemory} MB: {(isKept ? "kept" : "broken")}");
            if (!isKept) Environment.ExitCode = 1;
        }
        finally
        {
            TreeRemoval.Remove(folder, CancellationToken.None);
            File.Delete(list);
        }
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static (double Seconds, string Output) Find(HostPath folder, string fields) => Best(["find", folder.Value, "-printf", fields + "\\n"]);

    private static (double Seconds, long Entries, int Megabytes) Ours(HostPath folder)
    {
        var isHosted = Path.GetFileName(Environment.ProcessPath) == "dotnet";
        var (seconds, output) = Best([Environment.ProcessPath!, .. isHosted ? [Environment.GetCommandLineArgs()[0]] : Array.Empty<string>(), Child, folder.Value]);
        var said = output.Split(' ');
        return (seconds, long.Parse(said[0], CultureInfo.InvariantCulture), int.Parse(said[1], CultureInfo.InvariantCulture));
    }

    private static (double Seconds, string Output) Best(string[] command) => Enumerable.Range(0, Runs).Select(_ => Measure(command)).MinBy(run => run.Seconds);

    // Bash's own clock of processor time: that of a process that ended is not to be had here. What find has no label of it complains about, at the top.
    private static (double Seconds, string Output) Measure(string[] command)
    {
        const string Script = "TIMEFORMAT='%U %S'; time \"$@\" > \"$OUT\" 2> /dev/null";
        var output = Path.GetTempFileName();
        try
        {
            using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", Script, "bash", .. command]) { RedirectStandardError = true, Environment = { ["OUT"] = output } })!;
            var times = bash.StandardError.ReadToEnd().Trim().Split('\n')[^1].Split(' ');
            bash.WaitForExit();
            var last = File.ReadLines(output).LastOrDefault() ?? throw new InvalidOperationException($"{command[0]} printed nothing and ended with exit code {bash.ExitCode}");
            return (times.Sum(time => double.Parse(time, CultureInfo.InvariantCulture)), last);
        }
        finally
        {
            File.Delete(output);
        }
    }
}
