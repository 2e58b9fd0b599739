using System.Globalization;
using System.Text;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Boot;

/// <summary>
/// Writes an archive that Linux unpacks as its initramfs: "newc" of cpio(5), see "initramfs buffer format" in the
/// kernel's documentation. One pass, content is never held in memory. Nothing of a clock or a file system's numbers
/// gets in: the same members give the same bytes. Extended attributes have no place in the format. Not for several
/// threads; does not own the stream.
/// </summary>
public sealed class CpioWriter
{
    private const string Magic = "070701";
    private const string Trailer = "TRAILER!!!";

    private readonly Stream _destination;
    private readonly byte[] _buffer = new byte[128 << 10];
    private readonly Dictionary<BytePath, (uint Inode, PaxEntry Entry)> _members = [];
    private uint _lastInode;

    /// <summary>Begins an archive at the stream's place.</summary>
    public CpioWriter(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        _destination = destination;
    }

    /// <summary>Bytes written until now.</summary>
    public long Length { get; private set; }

    /// <summary>True where a member of this path was written.</summary>
    public bool Holds(BytePath path) => _members.ContainsKey(path);

    /// <summary>Writes a member: as many bytes of content as its size says.</summary>
    /// <exception cref="Stage3Exception">
    /// The format cannot hold it (4 GiB and more), it is a further name of something that was not written, or the content ended early.
    /// </exception>
    public void Write(PaxEntry entry, Stream content)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(content);
        if (entry.Type == PaxEntryType.HardLink)
        {
            WriteFurtherName(entry);
            return;
        }
        if (entry.Size > uint.MaxValue)
            throw new Stage3Exception($"{entry.Path} has {entry.Size} bytes: an initramfs holds files below 4 GiB only", $"{entry.Path}", "boot a root without it");
        var inode = ++_lastInode;
        _members[entry.Path] = (inode, entry);
        if (entry.Type == PaxEntryType.Symlink)
        {
            WriteHeader(entry, inode, (uint)entry.SymlinkTarget.Length);
            Put(entry.SymlinkTarget.Span);
        }
        else
        {
            WriteHeader(entry, inode, (uint)entry.Size);
            Copy(entry, content);
        }
        Pad();
    }

    /// <summary>Writes the end mark. No member may follow.</summary>
    public void Finish()
    {
        WriteHeader(0, 0, 0, 0, 1, 0, 0, default, Encoding.ASCII.GetBytes(Trailer));
        _destination.Flush();
    }

    // The kernel finds the file by its inode number; a further name comes without content.
    private void WriteFurtherName(PaxEntry entry)
    {
        if (!_members.TryGetValue(entry.HardLinkTarget, out var first))
            throw new Stage3Exception($"{entry.Path} is a further name of {entry.HardLinkTarget}, which did not come before it", $"{entry.Path}", "make the archive anew");
        _members[entry.Path] = first;
        if (first.Entry.Type == PaxEntryType.File) WriteHeader(first.Entry with { Path = entry.Path }, first.Inode, 0);
        else Write(first.Entry with { Path = entry.Path }, Stream.Null);
    }

    private void WriteHeader(PaxEntry entry, uint inode, uint size)
    {
        // Whether more names follow is not known yet, and the kernel looks for them where a file has two or more.
        var links = entry.Type == PaxEntryType.Folder || entry.Type == PaxEntryType.File ? 2u : 1u;
        var time = (uint)Math.Clamp(entry.Modified.Seconds, 0, uint.MaxValue);
        var name = entry.Path.IsRoot ? "."u8 : entry.Path.Bytes.Span;
        WriteHeader(inode, TypeBits(entry.Type) | (uint)entry.Mode, entry.Uid, entry.Gid, links, time, size, entry.Node, name);
    }

    private void WriteHeader(uint inode, uint mode, uint uid, uint gid, uint links, uint time, uint size, DeviceNumber node, ReadOnlySpan<byte> name)
    {
        var header = string.Create(CultureInfo.InvariantCulture,
            $"{Magic}{inode:x8}{mode:x8}{uid:x8}{gid:x8}{links:x8}{time:x8}{size:x8}{0:x8}{0:x8}{node.Major:x8}{node.Minor:x8}{name.Length + 1:x8}{0:x8}");
        Put(Encoding.ASCII.GetBytes(header));
        Put(name);
        Put([0]);
        Pad();
    }

    private void Copy(PaxEntry entry, Stream content)
    {
        var left = entry.Size;
        while (left > 0)
        {
            var count = content.Read(_buffer.AsSpan(0, (int)Math.Min(left, _buffer.Length)));
            if (count == 0)
                throw new Stage3Exception($"{entry.Path} ended {left} bytes early", $"{entry.Path}", "see that nothing changes the root meanwhile, then run it again");
            Put(_buffer.AsSpan(0, count));
            left -= count;
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _destination.Write(bytes);
        Length += bytes.Length;
    }

    private void Pad() => Put("\0\0\0"u8[..(int)(-Length & 3)]);

    private static uint TypeBits(PaxEntryType type) => type switch
    {
        PaxEntryType.Folder => 0x4000,
        PaxEntryType.Symlink => 0xa000,
        PaxEntryType.CharacterDevice => 0x2000,
        PaxEntryType.BlockDevice => 0x6000,
        PaxEntryType.Fifo => 0x1000,
        _ => 0x8000,
    };
}
