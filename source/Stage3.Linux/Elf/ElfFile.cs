using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Stage3.Linux.Elf;

/// <summary>What the loader would read of an ELF file before it looks for libraries: elf(5), ld.so(8). Any order of bytes and size of words.</summary>
/// <param name="Is64">64-bit words.</param>
/// <param name="Machine">e_machine.</param>
/// <param name="Interpreter">The program that loads it (PT_INTERP); null for libraries.</param>
/// <param name="Needed">DT_NEEDED, in order.</param>
/// <param name="RunPath">DT_RUNPATH, or DT_RPATH where there is none, in order; may begin with $ORIGIN.</param>
public sealed record ElfFile(bool Is64, int Machine, string? Interpreter, ImmutableArray<string> Needed, ImmutableArray<string> RunPath)
{
    private const int LargestTable = 1 << 20;

    // Hundreds are many; each is looked for in each of the folders.
    private const int MostNames = 4096;
    private const int MostFolders = 256;

    private const int Load = 1;
    private const int Dynamic = 2;
    private const int Interp = 3;

    private const long NeededTag = 1;
    private const long StringsTag = 5;
    private const long SonameTag = 14;
    private const long RPathTag = 15;
    private const long RunPathTag = 29;
    private const long FlagsTag = 0x6ffffffb;
    private const long IsProgram = 0x08000000;

    /// <summary>The name under which others need it (DT_SONAME); null where it has none.</summary>
    public string? Soname { get; init; }

    /// <summary>e_flags: what the processor's own ABI makes of it.</summary>
    public int Flags { get; init; }

    /// <summary>What it is.</summary>
    public ElfType Type { get; init; }

    /// <summary>Whether it has a table for the loader (PT_DYNAMIC): what is linked statically has none.</summary>
    public bool IsDynamic { get; init; }

    /// <summary>Whether it says that it is a program, and no library, though it may be loaded anywhere (DF_1_PIE).</summary>
    public bool IsPositionIndependentProgram { get; init; }

    // Whether there are segments that could be loaded.
    private bool IsLoadable { get; init; }

    /// <summary>What each of them begins with.</summary>
    public static ReadOnlySpan<byte> Magic => [0x7f, (byte)'E', (byte)'L', (byte)'F'];

    /// <summary>Reads a file; null where it is no ELF program or library, or a broken one.</summary>
    public static ElfFile? Read(SafeFileHandle file) => ReadAny(file) is { IsLoadable: true, Type: ElfType.Program or ElfType.Shared } linked ? linked : null;

    /// <summary>As <see cref="Read"/>, but object files and modules of the kernel too; null where it does not begin as an ELF file.</summary>
    public static ElfFile? ReadAny(SafeFileHandle file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Span<byte> head = stackalloc byte[64];
        var length = RandomAccess.Read(file, head, 0);
        if (length < 52 || !head.StartsWith(Magic) || head[4] is not (1 or 2) || head[5] is not (1 or 2) || head[6] != 1) return null;
        var (is64, isLittle) = (head[4] == 2, head[5] == 1);
        if (is64 && length < 64) return null;
        var words = new ElfWords(file, is64, isLittle);
        var elf = new ElfFile(is64, words.Half(head[18..]), null, [], []) { Flags = (int)words.Int(head[(is64 ? 48 : 36)..]), Type = (ElfType)words.Half(head[16..]) };
        var (at, size, count) = is64 ? (words.Word(head[32..]), words.Half(head[54..]), words.Half(head[56..])) : (words.Word(head[28..]), words.Half(head[42..]), words.Half(head[44..]));
        if (count == 0 || size < (is64 ? 56 : 32) || words.Read(at, (long)size * count) is not { } table) return elf;
        var segments = Enumerable.Range(0, count).Select(index => Segment.Of(words, table.AsSpan(index * size), is64)).ToList();
        var interpreter = segments.Find(one => one.Type == Interp) is { } named && words.Read(named.Offset, named.Size) is { } bytes ? Text(bytes, 0) : null;
        elf = elf with { Interpreter = interpreter, IsLoadable = true, IsDynamic = segments.Exists(one => one.Type == Dynamic) };
        return segments.Find(one => one.Type == Dynamic) is { } dynamic && words.Read(dynamic.Offset, dynamic.Size) is { } entries
            ? OfDynamic(words, entries, segments, elf)
            : elf;
    }

    private static ElfFile OfDynamic(ElfWords words, byte[] entries, List<Segment> segments, ElfFile file)
    {
        var tags = new List<(long Tag, long Value)>();
        var width = file.Is64 ? 8 : 4;
        for (var at = 0; at + 2 * width <= entries.Length; at += 2 * width)
        {
            var tag = words.Word(entries.AsSpan(at));
            if (tag == 0) break;
            tags.Add((tag, words.Word(entries.AsSpan(at + width))));
        }
        file = file with { IsPositionIndependentProgram = tags.Exists(one => one.Tag == FlagsTag && (one.Value & IsProgram) != 0) };
        var strings = tags.Find(one => one.Tag == StringsTag).Value;
        // The table's address is one of memory: the segment that is loaded there says where it is in the file.
        if (segments.Find(one => one.Type == Load && one.Address <= strings && strings < one.Address + one.Size) is not { } holder) return file;
        var room = Math.Min(LargestTable, holder.Address + holder.Size - strings);
        if (words.Read(holder.Offset + strings - holder.Address, room) is not { } table) return file;
        var search = tags.Exists(one => one.Tag == RunPathTag) ? RunPathTag : RPathTag;
        return file with
        {
            Soname = tags.Find(one => one.Tag == SonameTag) is { Tag: SonameTag } named ? Text(table, named.Value) : null,
            Needed = [.. tags.Where(one => one.Tag == NeededTag).Take(MostNames).Select(one => Text(table, one.Value)).OfType<string>()],
            RunPath = [.. tags.Where(one => one.Tag == search).Select(one => Text(table, one.Value)).OfType<string>().SelectMany(path => path.Split(':', MostFolders + 1, StringSplitOptions.RemoveEmptyEntries)).Take(MostFolders)],
        };
    }

    private static string? Text(byte[] table, long at)
    {
        if (at < 0 || at >= table.Length) return null;
        var rest = table.AsSpan((int)at);
        var end = rest.IndexOf((byte)0);
        return end > 0 ? Encoding.UTF8.GetString(rest[..end]) : null;
    }

    private sealed record Segment(long Type, long Offset, long Address, long Size)
    {
        public static Segment Of(ElfWords words, ReadOnlySpan<byte> header, bool is64) => is64
            ? new(words.Int(header), words.Word(header[8..]), words.Word(header[16..]), words.Word(header[32..]))
            : new(words.Int(header), words.Word(header[4..]), words.Word(header[8..]), words.Word(header[16..]));
    }

    /// <summary>Numbers and pieces of one file.</summary>
    private sealed class ElfWords(SafeFileHandle file, bool is64, bool isLittle)
    {
        public int Half(ReadOnlySpan<byte> at) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

        public long Int(ReadOnlySpan<byte> at) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);

        public long Word(ReadOnlySpan<byte> at) => !is64 ? Int(at)
            : isLittle ? BinaryPrimitives.ReadInt64LittleEndian(at) : BinaryPrimitives.ReadInt64BigEndian(at);

        /// <summary>A piece of the file; null where it does not lie in it, or is larger than any table is.</summary>
        public byte[]? Read(long at, long length)
        {
            if (at < 0 || length is < 0 or > LargestTable || at > RandomAccess.GetLength(file)) return null;
            var bytes = new byte[length];
            var got = RandomAccess.Read(file, bytes, at);
            return got == length ? bytes : null;
        }
    }
}
