namespace Stage3.Archives.Compressors;

/// <summary>Decompresses bzip2 by libbz2: all streams of a file, all sums checked.</summary>
internal sealed class Bzip2Reader(Stream source, string name) : ForwardStream
{
    private readonly Bzip2Coder _coder = new();
    private readonly byte[] _input = new byte[32 * 1024];
    private int _start;
    private int _end;
    private bool _anyStream;
    private bool _inStream;

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, source.Read(_input));
                if (_end == 0) return _anyStream && !_inStream ? 0 : throw ArchiveException.Broken("the bzip2 stream is cut short", name);
            }

            var code = _coder.Decompress(_input.AsSpan(_start, _end - _start), buffer, out var taken, out var made);
            if (code is not (Bzip2Library.Ok or Bzip2Library.StreamEnd)) throw Failure(code);
            _start += taken;
            _inStream = code != Bzip2Library.StreamEnd;
            _anyStream |= !_inStream;
            if (made > 0) return made;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _coder.Dispose();
        base.Dispose(disposing);
    }

    private ArchiveException Failure(int code) => code switch
    {
        Bzip2Library.OutOfMemory => new ArchiveException("libbz2 has no memory left", name, "free some memory"),
        Bzip2Library.BadMagic when _anyStream => ArchiveException.Broken("other bytes stand behind the end of the bzip2 stream", name),
        _ => ArchiveException.Broken("the bzip2 stream is damaged", name),
    };
}
