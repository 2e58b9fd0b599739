using System.Runtime.InteropServices;

namespace Stage3.Archives.Compressors;

/// <summary>libbz2's calls for reading, bzlib.h of 1.0: it takes a fraction of the memory that the managed decoder clears for a text of some kilobytes, such as an <c>environment.bz2</c>.</summary>
internal static unsafe partial class Bzip2Library
{
    private const string Library = "libbz2.so.1.0";

    internal const int Ok = 0;
    internal const int StreamEnd = 4;
    internal const int OutOfMemory = -3;
    internal const int BadMagic = -5;

    /// <summary>Whether the library is on this machine: dpkg needs it, so every Debian has it.</summary>
    internal static bool IsThere { get; } = NativeLibrary.TryLoad(Library, out _);

    [LibraryImport(Library, EntryPoint = "BZ2_bzDecompressInit")]
    internal static partial int Begin(Stream* stream, int verbosity, int small);

    [LibraryImport(Library, EntryPoint = "BZ2_bzDecompress")]
    internal static partial int Decompress(Stream* stream);

    [LibraryImport(Library, EntryPoint = "BZ2_bzDecompressEnd")]
    internal static partial int End(Stream* stream);

    /// <summary><c>bz_stream</c>. The library remembers where it lies.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 80)]
    internal struct Stream
    {
        [FieldOffset(0)] internal byte* NextIn;
        [FieldOffset(8)] internal uint AvailableIn;
        [FieldOffset(24)] internal byte* NextOut;
        [FieldOffset(32)] internal uint AvailableOut;
    }
}
