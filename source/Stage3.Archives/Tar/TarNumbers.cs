using System.Buffers.Binary;

namespace Stage3.Archives.Tar;

/// <summary>Reads numbers of header fields: octal digits, or base 256 as GNU tar and star write what does not fit.</summary>
internal static class TarNumbers
{
    internal static long Read(ReadOnlySpan<byte> field, string name, string where)
    {
        if ((field[0] & 0x80) != 0) return ReadBinary(field, name, where);
        var text = field.TrimStart((byte)' ');
        var end = text.IndexOfAny((byte)' ', (byte)0);
        var digits = end < 0 ? text : text[..end];
        if (end >= 0 && text[end..].IndexOfAnyExcept((byte)' ', (byte)0) >= 0) throw Wrong(name, where);
        long number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7') throw Wrong(name, where);
            number = (number << 3) | (uint)(digit - '0');
        }
        return number;
    }

    // Big-endian two's complement; the highest bit only marks the form, the next one is the sign.
    private static long ReadBinary(ReadOnlySpan<byte> field, string name, string where)
    {
        var negative = (field[0] & 0x40) != 0;
        Span<byte> bytes = stackalloc byte[field.Length];
        field.CopyTo(bytes);
        bytes[0] = (byte)(negative ? bytes[0] | 0x80 : bytes[0] & 0x7f);
        var low = bytes.Length > 8 ? bytes[^8..] : bytes;
        var number = low.Length == 8 ? BinaryPrimitives.ReadInt64BigEndian(low) : Narrow(low);
        if (bytes.Length > 8 && bytes[..^8].IndexOfAnyExcept(negative ? (byte)0xff : (byte)0) >= 0) throw Wrong(name, where);
        if (number < 0 != negative) throw Wrong(name, where);
        return number;
    }

    private static long Narrow(ReadOnlySpan<byte> bytes)
    {
        long number = (sbyte)bytes[0];
        foreach (var value in bytes[1..]) number = (number << 8) | value;
        return number;
    }

    private static ArchiveException Wrong(string name, string where) =>
        ArchiveException.Broken($"the header's {name} is no number", where);
}
