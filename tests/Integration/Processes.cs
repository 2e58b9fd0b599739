using System.Text;

namespace Stage3.Integration;

/// <summary>The processes of this machine that have to do with a folder: in their command line, environment or working folder.</summary>
internal static class Processes
{
    public static IReadOnlyList<string> Of(string folder) =>
    [
        .. Directory.GetDirectories("/proc")
            .Where(process => process.AsSpan("/proc/".Length).IndexOfAnyExceptInRange('0', '9') < 0 && process != $"/proc/{Environment.ProcessId}")
            .Select(process => (Command: Read(process + "/cmdline"), Environment: Read(process + "/environ"), Folder: WorkingFolder(process)))
            .Where(each => each.Command.Contains(folder, StringComparison.Ordinal)
                || each.Environment.Contains(folder, StringComparison.Ordinal)
                || each.Folder.StartsWith(folder, StringComparison.Ordinal))
            .Select(each => each.Command),
    ];

    // Processes end while they are looked at.
    private static string Read(string file)
    {
        try
        {
            return Encoding.Latin1.GetString(File.ReadAllBytes(file)).Replace('\0', ' ').TrimEnd();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string WorkingFolder(string process)
    {
        try
        {
            return new FileInfo(process + "/cwd").LinkTarget ?? "";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
