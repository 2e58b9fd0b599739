using System.Text;
using Stage3.Linux.Files;

namespace Stage3.Archives.Tar;

/// <summary>
/// Writes a tar archive in pax format, streaming. The bytes are those of GNU tar with <c>--format=posix</c>,
/// <c>--xattrs --xattrs-include='*'</c> and
/// <c>--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime</c> for the same members. What is written
/// depends on the members only. Not for several threads; does not own the stream.
/// </summary>
public sealed partial class PaxWriter
{
    private readonly Stream _destination;
    private readonly byte[] _prefix;
    private readonly byte[] _header = new byte[TarHeader.BlockSize];
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly PaxRecords _records = new();
    private Garbage _garbage;
    private bool _finished;

    /// <summary>Begins an archive.</summary>
    /// <param name="destination">Where it goes.</param>
    /// <param name="prefix">Put before every path and every target of a hard link: <c>./</c>, <c>image/</c> or nothing.</param>
    public PaxWriter(Stream destination, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(prefix);
        (_destination, _prefix) = (destination, Encoding.UTF8.GetBytes(prefix));
    }

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    /// <summary>Writes a member without content.</summary>
    /// <exception cref="ArgumentException">It is a file with content, or something that cannot be written.</exception>
    public void Write(PaxEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Size != 0) throw new ArgumentException($"'{entry.Path}' has {entry.Size} bytes of content, but none were given", nameof(entry));
        WriteHeaders(entry);
    }

    /// <summary>Writes a file with its content.</summary>
    /// <exception cref="ArchiveException">The content has not <see cref="PaxEntry.Size"/> bytes: the file changed meanwhile.</exception>
    public void Write(PaxEntry entry, Stream content)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(content);
        if (entry.Type != PaxEntryType.File) throw new ArgumentException($"'{entry.Path}' is no file: it has no content", nameof(entry));
        WriteHeaders(entry);
        Copy(entry, content, entry.Size);
        EnsureEnd(entry, content);
        Pad(TarHeader.Padding(entry.Size));
    }

    /// <summary>Ends the archive. The stream stays open.</summary>
    public void Finish()
    {
        if (_finished) return;
        _finished = true;
        Pad(2 * TarHeader.BlockSize);
        Pad((int)((TarHeader.RecordSize - (Length % TarHeader.RecordSize)) % TarHeader.RecordSize));
        _destination.Flush();
    }

    private void Copy(PaxEntry entry, Stream content, long length)
    {
        var left = length;
        while (left > 0)
        {
            var got = content.Read(_buffer, 0, (int)Math.Min(left, _buffer.Length));
            if (got == 0) throw Changed(entry, $"ends {left} bytes before its size of {entry.Size}");
            Put(_buffer.AsSpan(0, got));
            left -= got;
        }
    }

    private void EnsureEnd(PaxEntry entry, Stream content)
    {
        if (content.Read(_buffer, 0, 1) != 0) throw Changed(entry, $"goes on beyond its size of {entry.Size}");
    }

    private void WriteHeaders(PaxEntry entry)
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        Check(entry);
        _garbage.Add();
        _records.Clear();
        var name = NameOf(entry.Path, entry.Type == PaxEntryType.Folder);
        WriteHeaders(entry, name, name, entry.Size);
    }

    // The extension is named after the member, which may itself stand under another name.
    private void WriteHeaders(PaxEntry entry, byte[] member, byte[] name, long size)
    {
        var link = entry.Type == PaxEntryType.HardLink ? NameOf(entry.HardLinkTarget, folder: false) : entry.SymlinkTarget.ToArray();
        Describe(entry, name, link, size);
        if (!_records.Bytes.IsEmpty) WriteExtension(entry.Modified, member);

        _header.AsSpan().Clear();
        Text(TarHeader.Name, name);
        Octal(TarHeader.Mode, entry.Mode);
        Octal(TarHeader.Uid, entry.Uid > TarHeader.LargestId ? 0 : entry.Uid);
        Octal(TarHeader.Gid, entry.Gid > TarHeader.LargestId ? 0 : entry.Gid);
        Octal(TarHeader.Size, size > TarHeader.LargestNumber ? 0 : size);
        Octal(TarHeader.Modified, entry.Modified.Seconds is < 0 or > TarHeader.LargestNumber ? 0 : entry.Modified.Seconds);
        _header[TarHeader.Type] = (byte)TypeFlag(entry.Type);
        Text(TarHeader.LinkName, link);
        Text(TarHeader.UserName, entry.UserName.Span);
        Text(TarHeader.GroupName, entry.GroupName.Span);
        Octal(TarHeader.Major, entry.Node.Major > TarHeader.LargestDevice ? 0 : entry.Node.Major);
        Octal(TarHeader.Minor, entry.Node.Minor > TarHeader.LargestDevice ? 0 : entry.Node.Minor);
        PutHeader();
    }

    // The order is GNU tar's.
    private void Describe(PaxEntry entry, ReadOnlySpan<byte> name, ReadOnlySpan<byte> link, long size)
    {
        if (link.Length > TarHeader.NameSize) _records.Add("linkpath", ByteString.Of(link));
        if (name.Length > TarHeader.NameSize || !Ascii.IsValid(name)) _records.Add("path", ByteString.Of(name));
        if (entry.Uid > TarHeader.LargestId) _records.Add("uid", $"{entry.Uid}");
        if (entry.Gid > TarHeader.LargestId) _records.Add("gid", $"{entry.Gid}");
        if (size > TarHeader.LargestNumber) _records.Add("size", $"{size}");
        if (entry.Modified.Nanoseconds != 0 || entry.Modified.Seconds is < 0 or > TarHeader.LargestNumber)
            _records.Add("mtime", entry.Modified.ToString());
        if (entry.Node.Major > TarHeader.LargestDevice) _records.Add("SCHILY.devmajor", $"{entry.Node.Major}");
        if (entry.Node.Minor > TarHeader.LargestDevice) _records.Add("SCHILY.devminor", $"{entry.Node.Minor}");
        AddOwner("uname", entry.UserName);
        AddOwner("gname", entry.GroupName);
        foreach (var attribute in entry.Xattrs) _records.Add(attribute);
    }

    private void AddOwner(string key, ByteString name)
    {
        if (name.Length > 32 || !Ascii.IsValid(name.Span)) _records.Add(key, name);
    }

    private void WriteExtension(FileTime modified, ReadOnlySpan<byte> name)
    {
        var records = _records.Bytes;
        _header.AsSpan().Clear();
        Text(TarHeader.Name, ExtensionName(name));
        Octal(TarHeader.Mode, 0x1a4);
        Octal(TarHeader.Uid, 0);
        Octal(TarHeader.Gid, 0);
        Octal(TarHeader.Size, records.Length);
        Octal(TarHeader.Modified, Math.Clamp(modified.Nanoseconds > 0 && modified.Seconds < 0 ? modified.Seconds + 1 : modified.Seconds, 0, TarHeader.LargestNumber));
        _header[TarHeader.Type] = (byte)'x';
        PutHeader();
        Put(records);
        Pad(TarHeader.Padding(records.Length));
    }

    private static byte[] ExtensionName(ReadOnlySpan<byte> name)
    {
        var path = name.TrimEnd((byte)'/');
        var slash = path.LastIndexOf((byte)'/');
        var folder = slash < 0 ? "."u8 : path[..slash];
        return [.. folder, .. "/PaxHeaders/"u8, .. path[(slash + 1)..]];
    }

    private byte[] NameOf(BytePath path, bool folder)
    {
        byte[] name = [.. _prefix, .. path.Bytes.Span];
        return folder && name is not [.., (byte)'/'] ? [.. name, (byte)'/'] : name;
    }

    private void Check(PaxEntry entry)
    {
        if (entry.Path.IsRoot && (_prefix.Length == 0 || entry.Type != PaxEntryType.Folder))
            throw new ArgumentException("the root itself is a folder, and has a name in an archive only with a prefix", nameof(entry));
        if (entry.Mode is < 0 or > 0xfff || entry.Size < 0 || (entry.Size > 0 && entry.Type != PaxEntryType.File))
            throw new ArgumentException($"'{entry.Path}' has a mode or a size that its type cannot have", nameof(entry));
        if (entry.Type == PaxEntryType.Symlink && (entry.SymlinkTarget.IsEmpty || entry.SymlinkTarget.Span.Contains((byte)0)))
            throw new ArgumentException($"the target of the symlink '{entry.Path}' is empty, or has a NUL in it", nameof(entry));
        if (entry.Type == PaxEntryType.HardLink && entry.HardLinkTarget.IsRoot)
            throw new ArgumentException($"the hard link '{entry.Path}' names no member", nameof(entry));
    }

    private void Text(Range field, ReadOnlySpan<byte> text)
    {
        var room = _header.AsSpan(field);
        text[..Math.Min(text.Length, room.Length)].CopyTo(room);
    }

    private void Octal(Range field, long number)
    {
        var room = _header.AsSpan(field);
        for (var i = room.Length - 2; i >= 0; i--, number >>= 3) room[i] = (byte)('0' + (number & 7));
    }

    private void PutHeader()
    {
        "ustar\000"u8.CopyTo(_header.AsSpan(TarHeader.MagicAndVersion));
        var sum = TarHeader.Sum(_header);
        var room = _header.AsSpan(TarHeader.Checksum);
        for (var i = 5; i >= 0; i--, sum >>= 3) room[i] = (byte)('0' + (sum & 7));
        room[7] = (byte)' ';
        Put(_header);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _destination.Write(bytes);
        Length += bytes.Length;
    }

    private void Pad(int count)
    {
        while (count > 0)
        {
            var some = Math.Min(count, Zeros.Length);
            Put(Zeros.AsSpan(0, some));
            count -= some;
        }
    }

    private static readonly byte[] Zeros = new byte[TarHeader.RecordSize];

    private static char TypeFlag(PaxEntryType type) => type switch
    {
        PaxEntryType.File => '0',
        PaxEntryType.HardLink => '1',
        PaxEntryType.Symlink => '2',
        PaxEntryType.CharacterDevice => '3',
        PaxEntryType.BlockDevice => '4',
        PaxEntryType.Folder => '5',
        PaxEntryType.Fifo => '6',
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a type of a member"),
    };

    private static ArchiveException Changed(PaxEntry entry, string how) => new(
        $"the file changed while it was packed: it {how}",
        entry.Path.ToString(),
        "make sure that nothing else changes the tree meanwhile, and pack again");
}
