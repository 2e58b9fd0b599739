using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stage3.Archives.Compressors;

/// <summary>A decoder of zlib for gzip, with its memory.</summary>
internal sealed unsafe class ZlibCoder : SafeHandleZeroOrMinusOneIsInvalid
{
    private bool _begun;

    public ZlibCoder() : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(Zlib.Stream)));

    private Zlib.Stream* State => (Zlib.Stream*)handle;

    internal static ZlibCoder Begin(string name)
    {
        var coder = new ZlibCoder();
        try
        {
            int code;
            // Only the first digit of the version is compared.
            fixed (byte* version = "1\0"u8) code = Zlib.Begin(coder.State, Zlib.GzipWindow, version, sizeof(Zlib.Stream));
            coder._begun = code == Zlib.Ok;
            if (coder._begun) return coder;
            coder.Dispose();
            throw new ArchiveException($"zlib cannot begin: it answered {code}", name, "free some memory");
        }
        catch (DllNotFoundException e)
        {
            coder.Dispose();
            throw new ArchiveException("gzip needs libz.so.1", name, "install zlib1g (Debian) or sys-libs/zlib (Gentoo)", e);
        }
    }

    /// <summary>One step: takes from the input and fills the output as far as it goes.</summary>
    internal int Inflate(ReadOnlySpan<byte> input, Span<byte> output, out int taken, out int made)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        fixed (byte* from = input, to = output)
        {
            State->NextIn = from;
            State->AvailableIn = (uint)input.Length;
            State->NextOut = to;
            State->AvailableOut = (uint)output.Length;
            var code = Zlib.Inflate(State, 0);
            taken = input.Length - (int)State->AvailableIn;
            made = output.Length - (int)State->AvailableOut;
            return code;
        }
    }

    /// <summary>Begins a further member.</summary>
    internal void Again()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        _ = Zlib.Reset(State);
    }

    protected override bool ReleaseHandle()
    {
        var ended = !_begun || Zlib.End(State) == Zlib.Ok;
        NativeMemory.Free((void*)handle);
        return ended;
    }
}
