using System.Buffers;

namespace Stage3.Archives.Tar;

/// <summary>The bytes of an archive in order, with the place for errors.</summary>
internal sealed class TarInput(Stream source, string name)
{
    // What is at hand in a buffer is sooner read than jumped over.
    private const long LongSkip = 128 * 1024;
    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private long _position;

    /// <summary>The member that was begun last.</summary>
    internal string? Member { get; set; }

    internal string Where => Member is null ? $"{name}, byte {_position}" : $"{name}, byte {_position}, member {Member}";

    /// <summary>The next header with a right checksum; false at the end mark.</summary>
    internal bool ReadHeader(out ReadOnlySpan<byte> header)
    {
        Fill(_block, "a header");
        header = _block;
        if (header.IndexOfAnyExcept((byte)0) < 0)
        {
            // One zero block may also be all that a careless writer left; GNU tar warns and takes it as the end.
            var second = source.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
            _position += second;
            if (second == 0 || (second == _block.Length && header.IndexOfAnyExcept((byte)0) < 0)) return false;
            throw ArchiveException.Broken("a lone zero block stands between members", Where);
        }
        var sum = TarNumbers.Read(header[TarHeader.Checksum], "checksum", Where);
        if (sum != TarHeader.Sum(header) && sum != TarHeader.SignedSum(header))
            throw ArchiveException.Broken("the checksum of a header is wrong: this is no tar archive, or a damaged one", Where);
        return true;
    }

    internal byte[] ReadExtension(int size)
    {
        var bytes = new byte[size];
        Fill(bytes, "an extended header");
        Skip(TarHeader.Padding(size));
        return bytes;
    }

    internal byte[] ReadBlock()
    {
        var bytes = new byte[TarHeader.BlockSize];
        Fill(bytes, "the map of a sparse file");
        return bytes;
    }

    /// <summary>Some bytes of content, at least one.</summary>
    internal int ReadContent(Span<byte> buffer)
    {
        var got = source.Read(buffer);
        if (got == 0) throw CutShort("the content of a member");
        _position += got;
        return got;
    }

    internal void Skip(long count)
    {
        if (count == 0) return;
        if (count > LongSkip && source.CanSeek)
        {
            var left = Math.Min(count, source.Length - source.Position);
            source.Seek(left, SeekOrigin.Current);
            _position += left;
            if (left < count) throw CutShort("the content of a member");
            return;
        }

        var waste = ArrayPool<byte>.Shared.Rent(64 * 1024);
        while (count > 0) count -= ReadContent(waste.AsSpan(0, (int)Math.Min(count, waste.Length)));
        ArrayPool<byte>.Shared.Return(waste);
    }

    /// <summary>Reads to the end; answers how many bytes were not zero.</summary>
    internal long Drain()
    {
        long other = 0;
        int got;
        var waste = ArrayPool<byte>.Shared.Rent(64 * 1024);
        while ((got = source.Read(waste)) > 0) other += got - waste.AsSpan(0, got).Count((byte)0);
        ArrayPool<byte>.Shared.Return(waste);
        return other;
    }

    private void Fill(Span<byte> buffer, string what)
    {
        var got = source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        _position += got;
        if (got < buffer.Length) throw CutShort(what);
    }

    private ArchiveException CutShort(string what) => ArchiveException.Broken($"the archive is cut short: it ends within {what}", Where);
}
