namespace Stage3.Archives.Tar;

/// <summary>The content of one member: its stored bytes, and zeros for the holes of a sparse file.</summary>
internal sealed class MemberStream : ForwardStream
{
    private readonly TarInput? _input;
    private readonly SparseMap? _map;
    private readonly long _length;
    private readonly int _padding;
    private long _stored;
    private long _position;
    private int _piece;

    private MemberStream(TarInput? input, long stored, SparseMap? map)
    {
        (_input, _stored, _map) = (input, stored, map);
        _length = map?.RealSize ?? stored;
        _padding = TarHeader.Padding(stored);
    }

    internal static MemberStream Empty { get; } = new(null, 0, null);

    /// <summary>Content that stands next in the input; the stream owns nothing.</summary>
    internal static MemberStream Of(TarInput input, long stored, SparseMap? map) => new(input, stored, map);

    public override long Length => _length;

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, _length - _position);
        if (wanted <= 0) return 0;
        var (isHole, run) = Run();
        buffer = buffer[..(int)Math.Min(wanted, run)];
        int got;
        if (isHole)
        {
            buffer.Clear();
            got = buffer.Length;
        }
        else
        {
            got = _input!.ReadContent(buffer);
            _stored -= got;
        }
        _position += got;
        return got;
    }

    /// <summary>Goes to the end of what is stored, padding and all. Nothing can be read after it.</summary>
    internal void SkipRest()
    {
        _input?.Skip(_stored + _padding);
        (_stored, _position) = (0, _length);
    }

    private (bool IsHole, long Length) Run()
    {
        if (_map is null) return (false, _length - _position);
        while (_piece < _map.Pieces.Length && _map.Pieces[_piece].Offset + _map.Pieces[_piece].Length <= _position) _piece++;
        if (_piece == _map.Pieces.Length) return (true, _length - _position);
        var (offset, length) = _map.Pieces[_piece];
        return _position < offset ? (true, offset - _position) : (false, offset + length - _position);
    }
}
