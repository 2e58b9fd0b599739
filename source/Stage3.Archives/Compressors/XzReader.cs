namespace Stage3.Archives.Compressors;

/// <summary>Decompresses xz by liblzma: all streams of a file, every kind of filter, all sums checked.</summary>
internal sealed class XzReader : ForwardStream
{
    private readonly Stream _source;
    private readonly string _name;
    private readonly LzmaCoder _coder;
    private readonly byte[] _input = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _sourceEnded;
    private bool _ended;

    private XzReader(Stream source, string name, LzmaCoder coder) => (_source, _name, _coder) = (source, name, coder);

    internal static XzReader Open(Stream source, string name, int threads) => new(source, name, LzmaCoder.Decoder(name, threads));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (!_ended)
        {
            if (_start == _end && !_sourceEnded)
            {
                (_start, _end) = (0, _source.Read(_input));
                _sourceEnded = _end == 0;
            }
            var code = _coder.Code(_input.AsSpan(_start, _end - _start), buffer, _sourceEnded, out var taken, out var made);
            _start += taken;
            _ended = code == Lzma.StreamEnd;
            if (code is not (Lzma.Ok or Lzma.StreamEnd))
                throw ArchiveException.Broken($"the xz stream cannot be read: {Lzma.Describe(code)}", _name);
            if (made > 0) return made;
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _coder.Dispose();
        base.Dispose(disposing);
    }
}
