using Stage3.Linux.Files;

namespace Stage3.Archives.Tar;

/// <summary>
/// Reads a tar archive from a stream in one pass and bounded memory: pax, ustar, GNU (long names, base-256 numbers,
/// sparse files) and the old form before them. Paths come normalised: without <c>./</c> and a trailing slash. Whatever
/// is malformed, cut short, absolute or leads upwards by <c>..</c> is an <see cref="ArchiveException"/> that says at
/// which byte. Not for several threads; does not own the stream.
/// </summary>
public sealed class PaxReader
{
    private readonly TarInput _input;
    private readonly PaxHeaderValues _global = new();
    private MemberStream _content = MemberStream.Empty;
    private Garbage _garbage;
    private bool _ended;

    /// <summary>Begins to read.</summary>
    /// <param name="source">The archive, uncompressed.</param>
    /// <param name="name">What errors call the archive: its path, or what it is part of.</param>
    public PaxReader(Stream source, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        _input = new TarInput(source, name);
    }

    /// <summary>
    /// Content of the member that <see cref="Read"/> answered last: as long as its size, holes of sparse files as zeros.
    /// Good until the next call of <see cref="Read"/>, which skips what was not read.
    /// </summary>
    public Stream Content => _content;

    /// <summary>
    /// After the last member: bytes other than zero behind the end mark. Tar programs ignore such bytes (pixz hides its
    /// index there); a second archive could hide there too.
    /// </summary>
    public long TrailingBytes { get; private set; }

    /// <summary>
    /// The next member, or null after the last. The end is believed only where the end mark of two zero blocks is; then the
    /// stream is read to its end, so that a decompressor behind it checks its sums.
    /// </summary>
    public PaxEntry? Read()
    {
        if (_ended) return null;
        _content.SkipRest();
        _garbage.Add();
        var values = _global.Copy();
        while (true)
        {
            if (!_input.ReadHeader(out var header))
            {
                if (values.Pending) throw ArchiveException.Broken("the archive ends after an extended header, where a member should follow", _input.Where);
                _ended = true;
                _content = MemberStream.Empty;
                TrailingBytes = _input.Drain();
                return null;
            }
            if (!ReadExtension(header, values)) return ReadMember(header, values);
        }
    }

    /// <summary>Takes a header that speaks of the next member; false where it is the member.</summary>
    private bool ReadExtension(ReadOnlySpan<byte> header, PaxHeaderValues values)
    {
        var type = (char)header[TarHeader.Type];
        if (type is not ('x' or 'X' or 'g' or 'L' or 'K')) return false;
        var size = TarNumbers.Read(header[TarHeader.Size], "size", _input.Where);
        if (size is < 0 or > TarHeader.LargestExtension)
            throw ArchiveException.Broken($"an extended header of {size} bytes: more than {TarHeader.LargestExtension} are refused", _input.Where);
        var bytes = _input.ReadExtension((int)size);
        switch (type)
        {
            case 'g':
                _global.Read(bytes, _input.Where);
                values.Read(bytes, _input.Where);
                break;
            case 'L' or 'K':
                var end = bytes.AsSpan().IndexOf((byte)0);
                values.Set(type == 'L' ? "path" : "linkpath", ByteString.Of(end < 0 ? bytes : bytes.AsSpan(0, end)));
                values.Pending = true;
                break;
            default:
                values.Read(bytes, _input.Where);
                values.Pending = true;
                break;
        }
        return true;
    }

    private PaxEntry ReadMember(ReadOnlySpan<byte> header, PaxHeaderValues values)
    {
        var member = new MemberHeader(header, values, _input.Where);
        _input.Member = member.Name.ToString();
        var where = _input.Where;
        var type = member.Type;
        var stored = type == PaxEntryType.HardLink ? 0 : member.StoredSize;
        if (stored != 0 && type != PaxEntryType.File)
            throw ArchiveException.Broken($"a member that is no file has {stored} bytes of content", where);
        var map = type == PaxEntryType.File ? ReadSparseMap(header, values, ref stored, where) : null;
        _content = MemberStream.Of(_input, stored, map);
        return member.ToEntry(map?.RealSize ?? stored);
    }

    private SparseMap? ReadSparseMap(ReadOnlySpan<byte> header, PaxHeaderValues values, ref long stored, string where)
    {
        SparseMap map;
        if (header[TarHeader.Type] == 'S') map = GnuSparse.Read(header, _input.ReadBlock, where);
        else if (values.Number("GNU.sparse.major", where) is { } major)
        {
            if (major != 1 || values.Number("GNU.sparse.minor", where) is not 0)
                throw ArchiveException.Broken("a sparse file of an unknown version", where);
            var realSize = values.Number("GNU.sparse.realsize", where) ?? throw ArchiveException.Broken("a sparse file does not say its size", where);
            var left = stored;
            map = SparseMap.Read(() => (left -= TarHeader.BlockSize) >= 0 ? _input.ReadBlock() : throw ArchiveException.Broken("the map of a sparse file is longer than the file", where), realSize, where, out var used);
            stored -= used;
        }
        else if (values.Number("GNU.sparse.size", where) is { } size) map = SparseMap.Of(values, size, where);
        else return null;
        if (map.Stored != stored) throw ArchiveException.Broken($"a sparse file stores {stored} bytes, but its map names {map.Stored}", where);
        return map;
    }
}
