using System.Buffers.Text;
using System.Text;
using Stage3.Linux.Files;

namespace Stage3.Archives.Tar;

/// <summary>What extended headers say of the next member: one value a key, the last one said counts.</summary>
internal sealed class PaxHeaderValues
{
    private const string XattrPrefix = "SCHILY.xattr.";
    private readonly Dictionary<string, ByteString> _values = new(StringComparer.Ordinal);
    private readonly List<Xattr> _xattrs = [];
    private long _held;

    /// <summary>True where a header spoke of a member that has not come yet.</summary>
    internal bool Pending { get; set; }

    /// <summary>Maps of a sparse file in the oldest pax form (GNU.sparse.offset and numbytes), whose keys repeat.</summary>
    internal List<long> SparseMap { get; } = [];

    internal IReadOnlyList<Xattr> Xattrs => _xattrs;

    internal bool TryGet(string key, out ByteString value) => _values.TryGetValue(key, out value) && !value.IsEmpty;

    internal void Set(string key, ByteString value) => _values[key] = value;

    /// <summary>Takes the records of a header over those that are here.</summary>
    internal void Read(ReadOnlySpan<byte> records, string where)
    {
        while (!records.IsEmpty)
        {
            if (!Utf8Parser.TryParse(records, out int length, out var digits)
                || digits == records.Length || records[digits] != ' ' || length <= digits + 1 || length > records.Length || records[length - 1] != '\n')
                throw ArchiveException.Broken("a record of an extended header has a wrong length", where);
            var record = records[(digits + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0) throw ArchiveException.Broken("a record of an extended header has no key", where);
            Take(record[..equals], record[(equals + 1)..], where);
            records = records[length..];
        }
    }

    /// <summary>A number, which must be one of 0 or more in decimal digits.</summary>
    internal long? Number(string key, string where) =>
        TryGet(key, out var value) ? ParseNumber(value.Span, key, where) : null;

    internal static long ParseNumber(ReadOnlySpan<byte> text, string key, string where) =>
        Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length && number >= 0
            ? number
            : throw ArchiveException.Broken($"'{ByteString.Of(text)}' is no number for {key}", where);

    internal FileTime? Time(string key, string where)
    {
        if (!TryGet(key, out var value)) return null;
        var text = value.Span;
        var negative = text[0] == '-';
        if (negative) text = text[1..];
        var dot = text.IndexOf((byte)'.');
        var whole = dot < 0 ? text : text[..dot];
        var fraction = dot < 0 ? [] : text[(dot + 1)..];
        if (!Utf8Parser.TryParse(whole, out long seconds, out var used) || used != whole.Length || seconds < 0 || !char.IsAsciiDigit((char)whole[0])
            || fraction.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            throw ArchiveException.Broken($"'{value}' is no time for {key}", where);
        var nanoseconds = 0;
        for (var i = 0; i < 9; i++) nanoseconds = (nanoseconds * 10) + (i < fraction.Length ? fraction[i] - '0' : 0);
        if (!negative) return new FileTime(seconds, nanoseconds);
        return nanoseconds == 0 ? new FileTime(-seconds, 0) : new FileTime(-seconds - 1, 1_000_000_000 - nanoseconds);
    }

    internal PaxHeaderValues Copy()
    {
        var copy = new PaxHeaderValues();
        foreach (var (key, value) in _values) copy._values[key] = value;
        copy._xattrs.AddRange(_xattrs);
        copy._held = _held;
        return copy;
    }

    private void Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, string where)
    {
        if (key.StartsWith(Encoding.ASCII.GetBytes(XattrPrefix)))
        {
            var name = Unescape(key[XattrPrefix.Length..]);
            if (name.IsEmpty || name.Span.Contains((byte)0)) throw ArchiveException.Broken("an extended attribute has no name", where);
            _xattrs.RemoveAll(attribute => attribute.Name == name);
            _xattrs.Add(new Xattr(name, ByteString.Of(value)));
            Hold(key.Length + value.Length, where);
            return;
        }
        var text = Encoding.Latin1.GetString(key);
        if (text is "GNU.sparse.offset" or "GNU.sparse.numbytes")
        {
            SparseMap.Add(ParseNumber(value, text, where));
            Hold(sizeof(long), where);
        }
        else if (IsKnown(text)) _values[text] = ByteString.Of(value);
    }

    // One header is limited; any number of them may stand before a member, and global ones add up.
    private void Hold(long bytes, string where)
    {
        if ((_held += bytes) > 2 * TarHeader.LargestExtension)
            throw ArchiveException.Broken($"extended headers of more than {2 * TarHeader.LargestExtension} bytes speak of one member", where);
    }

    // What we do not know is not kept: a header may be large, and many may be global.
    private static bool IsKnown(string key) => key is
        "path" or "linkpath" or "size" or "uid" or "gid" or "uname" or "gname" or "mtime"
        or "SCHILY.devmajor" or "SCHILY.devminor" or "SCHILY.realsize"
        or "GNU.sparse.major" or "GNU.sparse.minor" or "GNU.sparse.name" or "GNU.sparse.realsize" or "GNU.sparse.size"
        or "GNU.sparse.map" or "GNU.sparse.numblocks";

    private static ByteString Unescape(ReadOnlySpan<byte> name)
    {
        if (!name.Contains((byte)'%')) return ByteString.Of(name);
        var plain = new byte[name.Length];
        var length = 0;
        while (!name.IsEmpty)
        {
            var escape = name.StartsWith("%3D"u8) ? (byte)'=' : name.StartsWith("%25"u8) ? (byte)'%' : (byte)0;
            plain[length++] = escape == 0 ? name[0] : escape;
            name = name[(escape == 0 ? 1 : 3)..];
        }
        return ByteString.Of(plain.AsSpan(0, length));
    }
}
