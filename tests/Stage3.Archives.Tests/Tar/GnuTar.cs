using System.Diagnostics;

namespace Stage3.Archives.Tests.Tar;

/// <summary>The oracle: GNU tar with the options whose output ours must equal.</summary>
internal static class GnuTar
{
    private static readonly string[] Options =
    [
        "--format=posix", "--sort=name", "--numeric-owner", "--xattrs", "--xattrs-include=*",
        "--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime",
    ];

    internal static byte[] Archive(string folder, params string[] more)
    {
        using var output = new MemoryStream();
        Run(["-C", folder, .. Options, .. more, "-c", "."], output);
        return output.ToArray();
    }

    /// <summary>With holes left out. GNU tar writes the number of its process into the names of such members: here it is the first process.</summary>
    internal static byte[] ArchiveSparse(string folder)
    {
        using var output = new MemoryStream();
        Run("unshare", ["--pid", "--fork", "tar", "-C", folder, .. Options, "--sparse", "--sparse-version=1.0", "-c", "."], output);
        return output.ToArray();
    }

    internal static void Run(string[] arguments, Stream? output = null) => Run("tar", arguments, output);

    private static void Run(string program, string[] arguments, Stream? output)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.BaseStream.CopyTo(output ?? Stream.Null);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {errors.Result}");
    }
}
