using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Stage3.Linux;

namespace Stage3.Portage.BinaryPackages;

/// <summary>
/// The metadata behind the image of an XPAK package, by xpak(5): <c>XPAKPACK</c>, the lengths of index and data, both, <c>XPAKSTOP</c>; then the
/// length of all that and <c>STOP</c> as the file's last bytes. Numbers are of 32 bits, the highest byte first.
/// </summary>
internal sealed class XpakSegment
{
    private const int LargestIndex = 1 << 20;
    private const int LargestData = 64 << 20;
    private const int HeadLength = 16;
    private const int EndLength = 8;
    private readonly HostPath file;
    private readonly FileStream stream;
    private readonly int indexLength;
    private readonly int dataLength;

    private XpakSegment(HostPath file, FileStream stream, long start, int indexLength, int dataLength) =>
        (this.file, this.stream, Start, this.indexLength, this.dataLength) = (file, stream, start, indexLength, dataLength);

    /// <summary>Where the segment begins, and the image ends.</summary>
    public long Start { get; }

    /// <summary>Finds the segment of a package and checks its marks and lengths.</summary>
    /// <exception cref="BinaryPackageException">There is none, or it contradicts itself.</exception>
    public static XpakSegment Find(HostPath file, FileStream stream)
    {
        BinaryPackageException Refuse(string reason) => new(reason, file);
        var end = Bytes(stream, stream.Length - EndLength, EndLength);
        if (end is null || !end.AsSpan(4).SequenceEqual("STOP"u8)) throw Refuse("it is no XPAK package, or it was cut short: it does not end in 'STOP'");
        var length = BinaryPrimitives.ReadUInt32BigEndian(end);
        var start = stream.Length - EndLength - length;
        if (start < 0 || length < HeadLength + EndLength) throw Refuse($"its metadata claim {length} bytes, and the file has {stream.Length}");
        var head = Bytes(stream, start, HeadLength)!;
        if (!head.AsSpan(0, 8).SequenceEqual("XPAKPACK"u8) || !Bytes(stream, stream.Length - (2 * EndLength), EndLength).AsSpan().SequenceEqual("XPAKSTOP"u8))
            throw Refuse("its metadata do not stand between 'XPAKPACK' and 'XPAKSTOP'");
        var (index, data) = (BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(8)), BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(12)));
        if ((long)index + data + HeadLength + EndLength != length) throw Refuse($"its metadata claim {length} bytes, and {index} of an index with {data} of data");
        if (index > LargestIndex) throw Refuse($"the index of its metadata has {index} bytes, more than {LargestIndex >> 20} MiB");
        return data <= LargestData
            ? new(file, stream, start, (int)index, (int)data)
            : throw Refuse($"its metadata is larger than {LargestData >> 20} MiB");
    }

    /// <summary>Reads all values.</summary>
    /// <exception cref="BinaryPackageException">A name cannot be a key or stands twice, a value lies outside of the data, or the index ends in the middle of an entry.</exception>
    public BuildInfo Read()
    {
        var index = (Bytes(stream, Start + HeadLength, indexLength) ?? throw Refuse("it has become shorter while it was read")).AsSpan();
        var data = Bytes(stream, Start + HeadLength + indexLength, dataLength) ?? throw Refuse("it has become shorter while it was read");
        var (info, left) = (BuildInfo.Empty, (long)LargestData);
        while (!index.IsEmpty)
        {
            var name = Encoding.UTF8.GetString(Take(ref index, Number(ref index)));
            var (offset, length) = (Number(ref index), Number(ref index));
            if (!BuildInfo.IsKey(name)) throw Refuse($"its metadata has the name '{name}', which is no file name");
            if (info.Bytes(name) is not null) throw Refuse($"its metadata has '{name}' more than once");
            if (offset + length > dataLength) throw Refuse($"its metadata puts '{name}' beyond their end");
            // Values may overlap: without a sum, a small file could unfold to any size.
            if ((left -= length) < 0) throw Refuse($"its metadata is larger than {LargestData >> 20} MiB");
            info = info.With(name, ImmutableArray.Create(data, (int)offset, (int)length));
        }

        return info;
    }

    private long Number(ref Span<byte> index) => BinaryPrimitives.ReadUInt32BigEndian(Take(ref index, sizeof(uint)));

    private Span<byte> Take(ref Span<byte> index, long length)
    {
        if (length > index.Length) throw Refuse("the index of its metadata ends in the middle of an entry");
        var taken = index[..(int)length];
        index = index[(int)length..];
        return taken;
    }

    private BinaryPackageException Refuse(string reason) => new(reason, file);

    private static byte[]? Bytes(FileStream stream, long offset, int length)
    {
        if (offset < 0) return null;
        var bytes = new byte[length];
        using var section = new FileSection(stream.SafeFileHandle, offset, length);
        return section.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length ? bytes : null;
    }
}
