using System.Runtime.InteropServices;

namespace Stage3.Linux.Processes;

/// <summary>A FIFO in a folder, through which a child can be talked with from any mount namespace. See fifo(7).</summary>
public static partial class NamedPipe
{
    /// <summary>Makes the FIFO, for its owner alone, and opens both its ends: reading never sees an end of file.</summary>
    /// <exception cref="Stage3Exception">It cannot be made: the folder is missing or not writable, or something is there already.</exception>
    public static FileStream Create(HostPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (MakeFifo(path.Value, 0b110_000_000) != 0)
            throw new Stage3Exception($"a named pipe could not be made: {Marshal.GetLastPInvokeErrorMessage()}", path.Value, "see that the folder is there, empty and writable");
        return new FileStream(path.Value, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);
}
