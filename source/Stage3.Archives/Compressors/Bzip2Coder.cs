using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stage3.Archives.Compressors;

/// <summary>A decoder of libbz2 with its memory.</summary>
internal sealed unsafe class Bzip2Coder : SafeHandleZeroOrMinusOneIsInvalid
{
    private bool _begun;

    public Bzip2Coder() : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(Bzip2Library.Stream)));

    private Bzip2Library.Stream* State => (Bzip2Library.Stream*)handle;

    /// <summary>One step: takes from the input and fills the output as far as it goes. Where a stream has ended, the next step begins another.</summary>
    internal int Decompress(ReadOnlySpan<byte> input, Span<byte> output, out int taken, out int made)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        (taken, made) = (0, 0);
        if (!_begun && Begin() is var refused and not Bzip2Library.Ok) return refused;
        fixed (byte* from = input, to = output)
        {
            State->NextIn = from;
            State->AvailableIn = (uint)input.Length;
            State->NextOut = to;
            State->AvailableOut = (uint)output.Length;
            var code = Bzip2Library.Decompress(State);
            taken = input.Length - (int)State->AvailableIn;
            made = output.Length - (int)State->AvailableOut;
            if (code == Bzip2Library.StreamEnd) End();
            return code;
        }
    }

    protected override bool ReleaseHandle()
    {
        var ended = !_begun || End() == Bzip2Library.Ok;
        NativeMemory.Free((void*)handle);
        return ended;
    }

    private int Begin()
    {
        var code = Bzip2Library.Begin(State, verbosity: 0, small: 0);
        _begun = code == Bzip2Library.Ok;
        return code;
    }

    private int End()
    {
        _begun = false;
        return Bzip2Library.End(State);
    }
}
