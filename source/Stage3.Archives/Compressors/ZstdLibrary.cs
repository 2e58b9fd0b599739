using System.Runtime.InteropServices;

namespace Stage3.Archives.Compressors;

/// <summary>libzstd's calls for reading, zstd.h and zstd_errors.h of 1.4 and later: faster than the managed decoder, and nothing to compile first.</summary>
internal static unsafe partial class ZstdLibrary
{
    private const string Library = "libzstd.so.1";

    /// <summary>ZSTD_error_prefix_unknown: what stands where a frame should begin is none.</summary>
    internal const int PrefixUnknown = 10;

    /// <summary>Whether the library is on this machine: dpkg and systemd need it, so most have it.</summary>
    internal static bool IsThere { get; } = NativeLibrary.TryLoad(Library, out _);

    [LibraryImport(Library, EntryPoint = "ZSTD_createDStream")]
    internal static partial nint Begin();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDStream")]
    internal static partial nuint End(nint stream);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressStream")]
    internal static partial nuint Decompress(nint stream, Buffer* output, Buffer* input);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    internal static partial uint IsError(nuint code);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorCode")]
    internal static partial int ErrorCode(nuint code);

    /// <summary>What an error is called, in English.</summary>
    internal static string Describe(nuint code) => Marshal.PtrToStringUTF8(ErrorName(code)) ?? $"libzstd answered {ErrorCode(code)}";

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
    private static partial nint ErrorName(nuint code);

    /// <summary><c>ZSTD_inBuffer</c> and <c>ZSTD_outBuffer</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Buffer
    {
        internal byte* Bytes;
        internal nuint Size;
        internal nuint Position;
    }
}
