using Microsoft.Win32.SafeHandles;

namespace Stage3.Archives.Compressors;

/// <summary>A decoder of libzstd with its memory: windows of up to 128 MiB, as the zstd program takes without being told more.</summary>
internal sealed unsafe class ZstdCoder : SafeHandleZeroOrMinusOneIsInvalid
{
    public ZstdCoder() : base(ownsHandle: true) => SetHandle(ZstdLibrary.Begin());

    /// <summary>One step: takes from the input and fills the output as far as it goes. 0 where a frame has ended.</summary>
    internal nuint Decompress(ReadOnlySpan<byte> input, Span<byte> output, out int taken, out int made)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        fixed (byte* from = input, to = output)
        {
            var source = new ZstdLibrary.Buffer { Bytes = from, Size = (nuint)input.Length };
            var destination = new ZstdLibrary.Buffer { Bytes = to, Size = (nuint)output.Length };
            var code = ZstdLibrary.Decompress(handle, &destination, &source);
            (taken, made) = ((int)source.Position, (int)destination.Position);
            return code;
        }
    }

    protected override bool ReleaseHandle() => ZstdLibrary.End(handle) == 0;
}
