using System.Runtime.InteropServices;

namespace Stage3.Linux.Processes;

/// <summary>The mode bits that new files of this process and its children do not get, umask(2).</summary>
public static partial class Umask
{
    private const uint Standard = 0b000_010_010;

    /// <summary>
    /// Sets 022, what Portage builds with and what packages expect, whatever the caller's shell has. For programs to call once
    /// as they start: it counts for the whole process.
    /// </summary>
    public static void SetStandard() => _ = Set(Standard);

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Set(uint mask);
}
