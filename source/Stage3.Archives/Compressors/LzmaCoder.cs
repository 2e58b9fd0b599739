using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stage3.Archives.Compressors;

/// <summary>A coder of liblzma with its memory.</summary>
internal sealed unsafe class LzmaCoder : SafeHandleZeroOrMinusOneIsInvalid
{
    // xz -9 needs 65 MiB to be read; a header may ask for 4 GiB.
    private const ulong MemoryLimit = 512UL << 20;

    // Two blocks of 128 MiB with their input; a file with larger ones is decoded on fewer threads.
    private const ulong MemoryLimitOfThreads = 640UL << 20;

    private static readonly Lazy<bool> HasThreadedDecoder = new(() => Lzma.IsExported("lzma_stream_decoder_mt"));

    public LzmaCoder() : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(Lzma.Stream)));

    private Lzma.Stream* State => (Lzma.Stream*)handle;

    internal static LzmaCoder Encoder(CompressionSettings settings)
    {
        var options = new Lzma.Threading
        {
            Threads = (uint)Math.Max(1, settings.Threads),
            BlockSize = (ulong)(settings.BlockSize ?? 0),
            Preset = (uint)(settings.Level ?? 6) | (settings.Extreme ? Lzma.Extreme : 0),
            Check = Lzma.CheckCrc64,
        };
        return Begin("a new file", coder =>
        {
            var given = options;
            return Lzma.Encoder(coder.State, &given);
        });
    }

    /// <summary>A decoder of all streams of a file.</summary>
    /// <param name="name">What errors call the file.</param>
    /// <param name="threads">Blocks that are decoded at once, where the file has several, tells their sizes and there is memory for them.</param>
    internal static LzmaCoder Decoder(string name, int threads)
    {
        const uint Flags = Lzma.Concatenated | Lzma.TellUnsupportedCheck;
        var options = new Lzma.Threading { Flags = Flags, Threads = (uint)threads, MemoryLimitOfThreads = MemoryLimitOfThreads, MemoryLimit = MemoryLimit };
        return Begin(name, coder =>
        {
            var given = options;
            return threads > 1 && HasThreadedDecoder.Value ? Lzma.ThreadedDecoder(coder.State, &given) : Lzma.Decoder(coder.State, MemoryLimit, Flags);
        });
    }

    /// <summary>One step: takes from the input and fills the output as far as it goes.</summary>
    internal int Code(ReadOnlySpan<byte> input, Span<byte> output, bool finish, out int taken, out int made)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        fixed (byte* from = input, to = output)
        {
            State->NextIn = from;
            State->AvailableIn = (nuint)input.Length;
            State->NextOut = to;
            State->AvailableOut = (nuint)output.Length;
            var code = Lzma.Code(State, finish ? Lzma.Finish : Lzma.Run);
            taken = input.Length - (int)State->AvailableIn;
            made = output.Length - (int)State->AvailableOut;
            return code;
        }
    }

    protected override bool ReleaseHandle()
    {
        Lzma.End(State);
        NativeMemory.Free((void*)handle);
        return true;
    }

    private static LzmaCoder Begin(string name, Func<LzmaCoder, int> begin)
    {
        var coder = new LzmaCoder();
        try
        {
            var code = begin(coder);
            if (code == Lzma.Ok) return coder;
            coder.Dispose();
            throw new ArchiveException($"xz cannot begin: {Lzma.Describe(code)}", name, "choose another level, fewer threads or a smaller block size");
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Nothing was begun, so there is nothing that liblzma would have to free.
            coder.Forget();
            throw new ArchiveException("xz needs liblzma.so.5, version 5.2 or later", name, "install liblzma5 (Debian) or app-arch/xz-utils (Gentoo)", e);
        }
    }

    private void Forget()
    {
        NativeMemory.Free((void*)handle);
        SetHandleAsInvalid();
    }
}
