using Stage3.Linux.Files;

namespace Stage3.Archives.Tar;

/// <summary>A member's header together with what extended headers said before it.</summary>
internal readonly ref struct MemberHeader
{
    private readonly ReadOnlySpan<byte> _header;
    private readonly PaxHeaderValues _values;
    private readonly string _where;

    internal MemberHeader(ReadOnlySpan<byte> header, PaxHeaderValues values, string where)
    {
        _header = header;
        _values = values;
        _where = where;
        Name = NameOf(header, values);
        Type = TypeOf((char)header[TarHeader.Type], Name, where);
    }

    internal ByteString Name { get; }

    internal PaxEntryType Type { get; }

    internal long StoredSize
    {
        get
        {
            var size = _values.Number("size", _where) ?? TarNumbers.Read(_header[TarHeader.Size], "size", _where);
            return size >= 0 ? size : throw ArchiveException.Broken($"a member has the size {size}", _where);
        }
    }

    internal PaxEntry ToEntry(long size)
    {
        var link = _values.TryGet("linkpath", out var longLink) ? longLink : Text(_header[TarHeader.LinkName]);
        if (Type == PaxEntryType.Symlink && (link.IsEmpty || link.Span.Contains((byte)0)))
            throw ArchiveException.Broken("a symlink has no target, or one with a NUL in it", _where);
        return new PaxEntry(PathOf(Name, "path"), Type)
        {
            Mode = (int)(TarNumbers.Read(_header[TarHeader.Mode], "mode", _where) & 0xfff),
            Uid = Id("uid", TarHeader.Uid),
            Gid = Id("gid", TarHeader.Gid),
            UserName = Owner("uname", TarHeader.UserName),
            GroupName = Owner("gname", TarHeader.GroupName),
            Modified = _values.Time("mtime", _where) ?? new FileTime(TarNumbers.Read(_header[TarHeader.Modified], "mtime", _where), 0),
            Size = size,
            SymlinkTarget = Type == PaxEntryType.Symlink ? link : default,
            HardLinkTarget = Type == PaxEntryType.HardLink ? HardLinkOf(link) : default,
            Node = Type is PaxEntryType.CharacterDevice or PaxEntryType.BlockDevice
                ? new DeviceNumber(Device("SCHILY.devmajor", TarHeader.Major), Device("SCHILY.devminor", TarHeader.Minor))
                : default,
            Xattrs = XattrList.Of(_values.Xattrs),
        };
    }

    private static ByteString NameOf(ReadOnlySpan<byte> header, PaxHeaderValues values)
    {
        if (values.TryGet("GNU.sparse.name", out var sparse)) return sparse;
        if (values.TryGet("path", out var path)) return path;
        var name = Text(header[TarHeader.Name]);
        // GNU's own format has other fields where ustar has the prefix.
        var prefix = header[TarHeader.MagicAndVersion].StartsWith("ustar\0"u8) ? Text(header[TarHeader.Prefix]) : default;
        return prefix.IsEmpty ? name : prefix.Append("/"u8).Append(name.Span);
    }

    private static PaxEntryType TypeOf(char flag, ByteString name, string where) => flag switch
    {
        '\0' or '0' or '7' when name.Span is [.., (byte)'/'] => PaxEntryType.Folder,
        '\0' or '0' or '7' or 'S' => PaxEntryType.File,
        '1' => PaxEntryType.HardLink,
        '2' => PaxEntryType.Symlink,
        '3' => PaxEntryType.CharacterDevice,
        '4' => PaxEntryType.BlockDevice,
        '5' => PaxEntryType.Folder,
        '6' => PaxEntryType.Fifo,
        _ => throw ArchiveException.Broken($"a member of the unknown type '{ByteString.Of([(byte)flag])}'", $"{where}, member {name}"),
    };

    private static ByteString Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return ByteString.Of(end < 0 ? field : field[..end]);
    }

    private BytePath HardLinkOf(ByteString link)
    {
        var target = PathOf(link, "target of a hard link");
        return target.IsRoot ? throw ArchiveException.Broken("a hard link names no member", _where) : target;
    }

    private BytePath PathOf(ByteString name, string what)
    {
        if (name.IsEmpty) throw ArchiveException.Broken($"the {what} is empty", _where);
        if (name.Span[0] == '/') throw ArchiveException.Broken($"the {what} '{name}' is absolute", _where);
        return BytePath.TryParse(name.Span, out var path)
            ? path
            : throw ArchiveException.Broken($"the {what} '{name}' has '..' or a NUL in it", _where);
    }

    private ByteString Owner(string key, Range field) => _values.TryGet(key, out var name) ? name : Text(_header[field]);

    private uint Id(string key, Range field) =>
        (_values.Number(key, _where) ?? TarNumbers.Read(_header[field], key, _where)) is >= 0 and < uint.MaxValue and var id
            ? (uint)id
            : throw ArchiveException.Broken($"the {key} is beyond what Linux knows", _where);

    private uint Device(string key, Range field) =>
        (_values.Number(key, _where) ?? TarNumbers.Read(_header[field], key, _where)) is >= 0 and <= uint.MaxValue and var number
            ? (uint)number
            : throw ArchiveException.Broken("a device number is beyond what Linux knows", _where);
}
