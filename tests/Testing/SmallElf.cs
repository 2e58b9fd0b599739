using System.Buffers.Binary;
using System.Text;

namespace Stage3.Testing;

/// <summary>An ELF file of nothing but what the loader reads first: 64-bit, little-endian, for x86-64.</summary>
public static class SmallElf
{
    private const int Header = 64;
    private const int Segment = 56;
    private const int Section = 64;

    /// <summary>A program or a library, which needs others.</summary>
    public static byte[] Of(string? interpreter, string? runPath, params string[] needed) => Of(interpreter, runPath, null, needed);

    /// <summary>A library that others need by its name.</summary>
    public static byte[] Library(string soname, params string[] needed) => Of(null, null, soname, needed);

    private static byte[] Of(string? interpreter, string? runPath, string? soname, string[] needed)
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
        if (soname is not null) tags.Add((14, Add(soname)));
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
        return WithSections(file, (int)(table + dynamic), (int)strings.Length);
    }

    // scanelf(1) finds the names by the sections, which the loader does not look at.
    private static byte[] WithSections(byte[] file, int strings, int length)
    {
        var names = "\0.dynsym\0.dynstr\0.shstrtab\0"u8.ToArray();
        var (end, table) = (file.Length, file.Length + names.Length);
        var whole = new byte[table + (4 * Section)];
        file.CopyTo(whole, 0);
        names.CopyTo(whole, end);
        BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(20), 1);
        BinaryPrimitives.WriteInt64LittleEndian(whole.AsSpan(40), table);
        foreach (var (at, value) in new[] { (52, Header), (58, Section), (60, 4), (62, 3) }) BinaryPrimitives.WriteInt16LittleEndian(whole.AsSpan(at), (short)value);
        WriteSection(whole.AsSpan(table + Section), 1, 11, end, 0);
        WriteSection(whole.AsSpan(table + (2 * Section)), 9, 3, strings, length);
        WriteSection(whole.AsSpan(table + (3 * Section)), 17, 3, end, names.Length);
        return whole;
    }

    private static void WriteSection(Span<byte> at, int name, int type, long offset, long size)
    {
        BinaryPrimitives.WriteInt32LittleEndian(at, name);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], type);
        BinaryPrimitives.WriteInt64LittleEndian(at[16..], 0x10000 + offset);
        BinaryPrimitives.WriteInt64LittleEndian(at[24..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(at[32..], size);
        BinaryPrimitives.WriteInt32LittleEndian(at[40..], type == 11 ? 2 : 0);
        BinaryPrimitives.WriteInt64LittleEndian(at[56..], type == 11 ? 24 : 0);
    }

    private static void WriteSegment(Span<byte> at, int type, long offset, long size)
    {
        BinaryPrimitives.WriteInt32LittleEndian(at, type);
        BinaryPrimitives.WriteInt64LittleEndian(at[8..], offset);
        BinaryPrimitives.WriteInt64LittleEndian(at[16..], 0x10000 + offset);
        BinaryPrimitives.WriteInt64LittleEndian(at[32..], size);
    }
}
