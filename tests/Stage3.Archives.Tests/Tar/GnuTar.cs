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

    internal static void Run(string[] arguments, Stream? output = null)
    {
        var start = new ProcessStartInfo("tar", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.BaseStream.CopyTo(output ?? Stream.Null);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"tar {string.Join(' ', arguments)}: {errors.Result}");
    }
}
