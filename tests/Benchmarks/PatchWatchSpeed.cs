using System.Diagnostics;
using System.Globalization;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Patches;
using Stage3.Testing;

/// <summary>
/// VerifyPatches as people run it: seconds on the clock of a whole process, start and reports included, over a tree and over
/// histories. The generated ones have the same versions among ten times the commits, and ten times the versions among the same
/// commits; STAGE3_TREES names clones of one's own, parted by colons. The bars: a history in 60 s on two processors, a tree in 2 s.
/// </summary>
internal static class PatchWatchSpeed
{
    private const string Child = "--patch-watch";
    private const int FewCommits = 3_600;
    private const int ManyCommits = 36_000;
    private const int FewVersions = 12;
    private const int ManyVersions = 120;

    private static readonly HostPath Project = HostPath.Parse(ProjectRoot.Folder);
    private static readonly HostPath Sample = Project / "samples/tree";

    /// <summary>True where the arguments ask for this one, which then has run.</summary>
    public static async Task<bool> TryRunAsync(string[] args)
    {
        if (args is [Child, var kind, var subject, var folder])
        {
            await VerifyAsync(kind, HostPath.Parse(subject), HostPath.Parse(folder));
            return true;
        }

        var filter = args is [.., "--filter", var given] ? given : "*";
        if (filter is not "*" && !nameof(PatchWatchSpeed).Contains(filter.Trim('*'), StringComparison.OrdinalIgnoreCase)) return false;
        Compare();
        return filter is not "*";
    }

    private static async Task VerifyAsync(string kind, HostPath subject, HostPath folder)
    {
        var request = new PatchWatchRequest(Project) { WorkDir = folder / "work", Output = folder / "output" };
        request = kind == "git" ? request with { Git = subject } : request with { Trees = [subject] };
        try
        {
            await PatchWatch.VerifyAsync(request, CancellationToken.None);
        }
        catch (PatchesRefusedException)
        {
            // What the verdicts are is none of our business here.
        }
    }

    private static void Compare()
    {
        var folder = HostPath.Parse(Directory.CreateTempSubdirectory("stage3-bench-").FullName);
        try
        {
            Show("a tree that was never seen", "tree", Sample, folder / "tree", "");
            Show("a tree that was seen before", "tree", Sample, folder / "tree", "bar 2 s");
            foreach (var (commits, versions) in new[] { (FewCommits, FewVersions), (ManyCommits, FewVersions), (ManyCommits, ManyVersions) })
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{commits} commits with {versions} versions");
                GeneratedHistory.Write((folder / name).Value, File.ReadAllText((Sample / "eclass/user.eclass").Value), commits, versions);
                Show(name, "git", folder / name, folder / $"run {name}", "bar 60 s");
            }

            foreach (var clone in (Environment.GetEnvironmentVariable("STAGE3_TREES") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
                Show(clone, Directory.Exists(Path.Combine(clone, "eclass")) ? "tree" : "git", HostPath.Parse(clone), folder / Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(clone))[^40..], "bar 60 s");
        }
        finally
        {
            TreeRemoval.Remove(folder, CancellationToken.None);
        }
    }

    private static void Show(string what, string kind, HostPath subject, HostPath folder, string bar)
    {
        var clock = Stopwatch.StartNew();
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Child, kind, subject.Value, folder.Value]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{what}: ended with exit code {process.ExitCode}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"VerifyPatches, {what}: {clock.Elapsed.TotalSeconds:0.0} s on {Environment.ProcessorCount} processors {(bar.Length > 0 ? $"({bar})" : "")}"));
    }
}
