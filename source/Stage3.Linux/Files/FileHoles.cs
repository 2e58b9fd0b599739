using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stage3.Linux.Files;

/// <summary>Where a sparse file has content, as the file system tells (lseek(2), SEEK_DATA and SEEK_HOLE).</summary>
public static class FileHoles
{
    private const int SeekData = 3;
    private const int SeekHole = 4;
    private const int NoData = 6; // ENXIO

    /// <summary>
    /// The pieces of a file that are stored, in order, all else being holes that read as zeros. Null where the file takes as much room as
    /// its size says, or where its file system does not tell. Moves the position of the file.
    /// </summary>
    /// <param name="file">The file, open for reading.</param>
    /// <param name="status">What the kernel knows of it.</param>
    /// <exception cref="FileException">The file cannot be asked.</exception>
    public static ImmutableArray<(long Offset, long Length)>? Pieces(SafeFileHandle file, FileStatus status)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (status.Blocks >= (status.Size + 511) / 512) return null;
        var pieces = ImmutableArray.CreateBuilder<(long, long)>();
        var end = 0L;
        while (end < status.Size)
        {
            var begin = Native.Seek(file, end, SeekData);
            if (begin < 0 && Marshal.GetLastPInvokeError() == Errno.Invalid) return null;
            if (begin < 0 && Marshal.GetLastPInvokeError() == NoData) break;
            end = begin < 0 ? begin : Native.Seek(file, begin, SeekHole);
            if (end < 0) throw new FileException("look for holes", "an open file", Marshal.GetLastPInvokeError());
            // What was written behind the size meanwhile is another's to notice.
            end = Math.Min(end, status.Size);
            if (begin < end) pieces.Add((begin, end - begin));
        }
        return pieces.ToImmutable();
    }
}
