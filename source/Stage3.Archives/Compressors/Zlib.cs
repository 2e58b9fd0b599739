using System.Runtime.InteropServices;

namespace Stage3.Archives.Compressors;

/// <summary>
/// zlib's calls, zlib.h. Not <c>System.IO.Compression</c> for reading: it takes a stream that is cut short for a whole
/// one. dpkg, and so every Debian, and Gentoo's @system need the library themselves.
/// </summary>
internal static unsafe partial class Zlib
{
    private const string Library = "libz.so.1";

    internal const int Ok = 0;
    internal const int StreamEnd = 1;
    internal const int BufferError = -5;

    // 15 bits of window, and 16 for a gzip header and trailer.
    internal const int GzipWindow = 31;

    [LibraryImport(Library, EntryPoint = "inflateInit2_")]
    internal static partial int Begin(Stream* stream, int windowBits, byte* version, int size);

    [LibraryImport(Library, EntryPoint = "inflate")]
    internal static partial int Inflate(Stream* stream, int flush);

    [LibraryImport(Library, EntryPoint = "inflateReset")]
    internal static partial int Reset(Stream* stream);

    [LibraryImport(Library, EntryPoint = "inflateEnd")]
    internal static partial int End(Stream* stream);

    /// <summary><c>z_stream</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 112)]
    internal struct Stream
    {
        [FieldOffset(0)] internal byte* NextIn;
        [FieldOffset(8)] internal uint AvailableIn;
        [FieldOffset(24)] internal byte* NextOut;
        [FieldOffset(32)] internal uint AvailableOut;
    }
}
