using System.Diagnostics;
using System.Globalization;
using Stage3.Chroot;
using Stage3.Chroot.Policy;
using Stage3.Chroot.Roots;
using Stage3.Linux;
using Stage3.Linux.Files;

/// <summary>
/// What looking at a root costs beside <c>find -printf</c>, which reads the same metadata and nothing else: processor time of whole
/// processes, start included, the best of several runs each, over one generated tree. No hashing is in it, for no package is installed there.
/// </summary>
internal static class VerifyChrootSpeed
{
    private const string Child = "--verify-chroot";
    private const int Folders = 400;
    private const int FilesEach = 399; // with their folders 160,000 entries
    private const int Runs = 3;

    /// <summary>True where the arguments ask for this one, which then has run.</summary>
    public static bool TryRun(string[] args)
    {
        if (args is [Child, var root])
        {
            Verify(HostPath.Parse(root));
            return true;
        }
        var filter = args is [.., "--filter", var given] ? given : "*";
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
        try
        {
            var attribute = Generate(folder.EnsureFolder());
            var find = Enumerable.Range(0, Runs).Select(_ => Measure("find", folder.Value, "-printf", "%p %y %m %U %G %s %T@ %l\\n")).MinBy(run => run.Seconds);
            string[] self = [Environment.ProcessPath!, .. Environment.GetCommandLineArgs()[0] is var first && first.EndsWith(".dll", StringComparison.Ordinal) && Path.GetFileName(Environment.ProcessPath) == "dotnet" ? [first] : Array.Empty<string>()];
            var ours = Enumerable.Range(0, Runs).Select(_ => Measure([.. self, Child, folder.Value])).MinBy(run => run.Seconds);
            var said = ours.Output.Split(' ');
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"VerifyChroot over {said[0]} entries ({attribute}): {ours.Seconds:0.00} s of processor, find -printf {find.Seconds:0.00} s, ratio {ours.Seconds / find.Seconds:0.00}; peak memory {said[1]} MB"));
        }
        finally
        {
            TreeRemoval.Remove(folder, CancellationToken.None);
        }
    }

    // Every file has an attribute, where the file system takes any.
    private static string Generate(HostPath root)
    {
        var attribute = "";
        for (var number = 0; number < Folders; number++)
        {
            var path = (root / string.Create(CultureInfo.InvariantCulture, $"usr/share/folder-{number}")).EnsureFolder();
            using var folder = FolderHandle.Open(path);
            for (var file = 0; file < FilesEach; file++)
            {
                var name = ByteString.Of(string.Create(CultureInfo.InvariantCulture, $"file-{file}.txt"));
                folder.CreateFile(name, 0b110_100_100).Dispose();
                attribute = Attribute(folder, name, attribute);
            }
        }
        return attribute;
    }

    private static string Attribute(FolderHandle folder, ByteString name, string before)
    {
        foreach (var candidate in before.Length > 0 ? [before] : new[] { "user.stage3", "trusted.stage3" })
        {
            try
            {
                folder.SetXattr(name, Xattr.Of(candidate, "a value of thirty-two bytes here"u8));
                return candidate;
            }
            catch (FileException)
            {
                // the next one
            }
        }
        return "no xattrs";
    }

    // Bash's own clock of processor time: that of a process that ended is not to be had here.
    private static (double Seconds, string Output) Measure(params string[] command)
    {
        const string Script = "TIMEFORMAT='%U %S'; time \"$@\" > \"$OUT\"";
        var output = Path.GetTempFileName();
        try
        {
            using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", Script, "bash", .. command]) { RedirectStandardError = true, Environment = { ["OUT"] = output } })!;
            var times = bash.StandardError.ReadToEnd().Trim().Split('\n')[^1].Split(' ');
            bash.WaitForExit();
            if (bash.ExitCode != 0) throw new InvalidOperationException($"{command[0]} ended with exit code {bash.ExitCode}");
            return (times.Sum(time => double.Parse(time, CultureInfo.InvariantCulture)), File.ReadLines(output).Last());
        }
        finally
        {
            File.Delete(output);
        }
    }
}
