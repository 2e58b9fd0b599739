using System.Buffers.Binary;
using System.Text;

namespace Stage3.Chroot.Tests;

/// <summary>An ELF file of nothing but what the loader reads first: 64-bit, little-endian, for x86-64.</summary>
internal static class SmallElf
{
    private const int Header = 64;
    private const int Segment = 56;

    public static byte[] Of(string? interpreter, string? runPath, params string[] needed)
    {
        var strings = new MemoryStream();
        strings.WriteByte(0);
        long Add(string text)
        {
            var at = strings.Length;
            strings.Write(Encoding.UTF8.GetBytes(text + "\0"));
            return at;
        }
        var tags = needed.Select(name => (Tag: 1L, Value: Add(name))).ToList();
        if (runPath is not null) tags.Add((29, Add(runPath)));
        var loader = interpreter is null ? 0 : Add(interpreter);
        var (table, dynamic) = ((long)(Header + 3 * Segment), (tags.Count + 2) * 16);
        tags.Add((5, 0x10000 + table + dynamic)); // an address, and not a place in the file
        var file = new byte[table + dynamic + strings.Length];
        byte[] head = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        head.CopyTo(file, 0);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(16), 3);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(18), 62);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(32), Header);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(54), Segment);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(56), 3);
        WriteSegment(file.AsSpan(Header), 1, 0, file.Length);
        WriteSegment(file.AsSpan(Header + Segment), 2, table, dynamic);
        WriteSegment(file.AsSpan(Header + 2 * Segment), interpreter is null ? 0 : 3, table + dynamic + loader, (interpreter?.Length ?? 0) + 1);
        for (var index = 0; index < tags.Count; index++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan((int)table + index * 16), tags[index].Tag);
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan((int)table + index * 16 + 8), tags[index].Value);
        }
        strings.ToArray().CopyTo(file, table + dynamic);
        return file;
    }

    private static void WriteSegment(Span<byte> at, int type, long offset, long size)
    {
        BinaryPrimitives.WriteInt32LittleEndian(at, type);
        BinaryPrimitives.WriteInt64LittleEndian(at[8..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(at[16..], 0x10000 + offset);
        BinaryPrimitives.WriteInt64LittleEndian(at[32..], size);
    }
}
