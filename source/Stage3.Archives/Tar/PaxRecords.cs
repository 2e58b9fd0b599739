using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Stage3.Linux.Files;

namespace Stage3.Archives.Tar;

/// <summary>Collects the records (<c>length key=value</c>) of an extended header; POSIX, pax, "pax Extended Header".</summary>
internal sealed class PaxRecords
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    internal ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    internal void Clear() => _bytes.ResetWrittenCount();

    internal void Add(string key, string value) => Add(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(value));

    internal void Add(string key, ByteString value) => Add(Encoding.ASCII.GetBytes(key), value.Span);

    internal void Add(Xattr attribute)
    {
        const string prefix = "SCHILY.xattr.";
        // "=" would end the key: GNU tar writes it, and the sign that it escapes with, as URLs do.
        var name = attribute.Name.Span;
        var key = new byte[prefix.Length + name.Length + (2 * (name.Count((byte)'=') + name.Count((byte)'%')))];
        var length = Encoding.ASCII.GetBytes(prefix, key);
        foreach (var one in name)
        {
            if (one is (byte)'=' or (byte)'%')
            {
                (one == '=' ? "%3D"u8 : "%25"u8).CopyTo(key.AsSpan(length));
                length += 3;
            }
            else key[length++] = one;
        }
        Add(key, attribute.Value.Span);
    }

    private void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        // The length counts its own digits.
        var rest = key.Length + value.Length + 3;
        var length = rest + Digits(rest);
        if (Digits(length) > Digits(rest)) length = rest + Digits(length);

        var line = _bytes.GetSpan(length);
        Utf8Formatter.TryFormat(length, line, out var at);
        line[at++] = (byte)' ';
        key.CopyTo(line[at..]);
        at += key.Length;
        line[at++] = (byte)'=';
        value.CopyTo(line[at..]);
        line[at + value.Length] = (byte)'\n';
        _bytes.Advance(length);
    }

    private static int Digits(int number)
    {
        var digits = 1;
        while ((number /= 10) > 0) digits++;
        return digits;
    }
}
