using System.Runtime.InteropServices;

namespace Stage3.Linux.Processes;

/// <summary>How much a thread gives way to others: nice(1). Linux has it for each thread; threads and programs that it starts begin with what it has.</summary>
public static partial class Niceness
{
    private const int OfThread = 0;

    /// <summary>Lets the calling thread have about a third of a processor that one of usual niceness wants, too. Without others it loses nothing.</summary>
    public static void GiveWay() => _ = Set(OfThread, 0, 5);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int Set(int which, uint who, int niceness);
}
