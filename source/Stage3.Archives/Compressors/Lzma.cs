using System.Runtime.InteropServices;

namespace Stage3.Archives.Compressors;

/// <summary>liblzma's calls; lzma/base.h and lzma/container.h of 5.2 and later.</summary>
internal static unsafe partial class Lzma
{
    private const string Library = "liblzma.so.5";

    internal const int Run = 0;
    internal const int Finish = 3;

    internal const int Ok = 0;
    internal const int StreamEnd = 1;
    internal const int MemoryError = 5;
    internal const int MemoryLimit = 6;
    internal const int FormatError = 7;
    internal const int OptionsError = 8;
    internal const int DataError = 9;
    internal const int BufferError = 10;

    internal const int CheckCrc64 = 4;
    internal const uint Extreme = 1u << 31;
    internal const uint TellUnsupportedCheck = 0x02;
    internal const uint Concatenated = 0x08;

    [LibraryImport(Library, EntryPoint = "lzma_stream_encoder_mt")]
    internal static partial int Encoder(Stream* stream, Threading* options);

    [LibraryImport(Library, EntryPoint = "lzma_stream_decoder")]
    internal static partial int Decoder(Stream* stream, ulong memoryLimit, uint flags);

    /// <summary>Of 5.4 and later.</summary>
    [LibraryImport(Library, EntryPoint = "lzma_stream_decoder_mt")]
    internal static partial int ThreadedDecoder(Stream* stream, Threading* options);

    internal static string VersionText => Marshal.PtrToStringAnsi(Version())!;

    [LibraryImport(Library, EntryPoint = "lzma_code")]
    internal static partial int Code(Stream* stream, int action);

    [LibraryImport(Library, EntryPoint = "lzma_end")]
    internal static partial void End(Stream* stream);

    /// <summary>Whether the library of this machine has a call.</summary>
    internal static bool IsExported(string call) =>
        NativeLibrary.TryLoad(Library, typeof(Lzma).Assembly, null, out var library) && NativeLibrary.TryGetExport(library, call, out _);

    internal static string Describe(int code) => code switch
    {
        3 => "its kind of check is not supported",
        MemoryError => "there is not enough memory",
        MemoryLimit => "it needs more memory than is allowed",
        FormatError => "it is not in xz format",
        OptionsError => "its options are not supported",
        DataError => "its data is damaged",
        BufferError => "it is cut short",
        _ => $"liblzma answered {code}",
    };

    [LibraryImport(Library, EntryPoint = "lzma_version_string")]
    private static partial nint Version();

    /// <summary><c>lzma_stream</c>.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 136)]
    internal struct Stream
    {
        internal byte* NextIn;
        internal nuint AvailableIn;
        internal ulong TotalIn;
        internal byte* NextOut;
        internal nuint AvailableOut;
    }

    /// <summary><c>lzma_mt</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    internal struct Threading
    {
        [FieldOffset(0)] internal uint Flags;
        [FieldOffset(4)] internal uint Threads;
        [FieldOffset(8)] internal ulong BlockSize;
        [FieldOffset(20)] internal uint Preset;
        [FieldOffset(32)] internal int Check;
        [FieldOffset(64)] internal ulong MemoryLimitOfThreads;
        [FieldOffset(72)] internal ulong MemoryLimit;
    }
}
