namespace Stage3.Archives.Compressors;

/// <summary>Compresses to xz by liblzma, in blocks on several threads. The output depends on level and block size only.</summary>
internal sealed class XzWriter : OneWayWriter
{
    private readonly Stream _destination;
    private readonly LzmaCoder _coder;
    private readonly byte[] _output = new byte[64 * 1024];
    private bool _ended;

    private XzWriter(Stream destination, LzmaCoder coder) => (_destination, _coder) = (destination, coder);

    internal static XzWriter Open(Stream destination, CompressionSettings settings) => new(destination, LzmaCoder.Encoder(settings));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        while (!buffer.IsEmpty)
        {
            Step(buffer, finish: false, out var taken);
            buffer = buffer[taken..];
        }
    }

    // What liblzma holds cannot be forced out without changing the output.
    public override void Flush() => _destination.Flush();

    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing && !_ended)
            {
                _ended = true;
                while (Step([], finish: true, out _) != Lzma.StreamEnd)
                {
                }
            }
        }
        finally
        {
            if (disposing) _coder.Dispose();
            base.Dispose(disposing);
        }
    }

    private int Step(ReadOnlySpan<byte> input, bool finish, out int taken)
    {
        var code = _coder.Code(input, _output, finish, out taken, out var made);
        if (code is not (Lzma.Ok or Lzma.StreamEnd))
            throw new ArchiveException($"xz cannot go on: {Lzma.Describe(code)}", "a new file", "choose another level, fewer threads or a smaller block size");
        _destination.Write(_output.AsSpan(0, made));
        return code;
    }
}
