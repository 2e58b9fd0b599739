namespace Stage3.Archives.Compressors;

/// <summary>Decompresses gzip by zlib: all members of a file, all sums and lengths checked.</summary>
internal sealed class GzipReader : ForwardStream
{
    private readonly Stream _source;
    private readonly string _name;
    private readonly ZlibCoder _coder;
    private readonly byte[] _input = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _anyMember;
    private bool _inMember;

    private GzipReader(Stream source, string name, ZlibCoder coder) => (_source, _name, _coder) = (source, name, coder);

    internal static GzipReader Open(Stream source, string name) => new(source, name, ZlibCoder.Begin(name));

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, _source.Read(_input));
                if (_end == 0) return _anyMember && !_inMember ? 0 : throw ArchiveException.Broken("the gzip stream is cut short", _name);
            }
            if (!_inMember) BeginMember();
            var code = _coder.Inflate(_input.AsSpan(_start, _end - _start), buffer, out var taken, out var made);
            _start += taken;
            _inMember = code != Zlib.StreamEnd;
            if (code is not (Zlib.Ok or Zlib.StreamEnd or Zlib.BufferError))
                throw ArchiveException.Broken("the gzip stream is damaged", _name);
            if (made > 0) return made;
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _coder.Dispose();
        base.Dispose(disposing);
    }

    private void BeginMember()
    {
        if (_anyMember && _input[_start] != 0x1f)
            throw ArchiveException.Broken("other bytes stand behind the end of the gzip stream", _name);
        if (_anyMember) _coder.Again();
        (_anyMember, _inMember) = (true, true);
    }
}
