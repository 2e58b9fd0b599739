using System.Buffers.Binary;
using System.Security.Cryptography;
using Stage3.Archives.Tar;

namespace Stage3.Packaging;

/// <summary>
/// What was packed, as three digests an entry in archive order, cut to 16 bytes each: so that a tree of any size is remembered in
/// little memory while every entry and all content can be compared. A fault that goes unseen is one in 2^128.
/// </summary>
internal sealed class EntryDigests
{
    private const int Size = 16;
    private const int EntrySize = 3 * Size;
    private const int EntriesOfChunk = 1024;
    private readonly List<byte[]> _chunks = [];

    public int Count { get; private set; }

    /// <summary>Remembers an entry.</summary>
    public void Add(PaxEntry entry, ReadOnlySpan<byte> content)
    {
        if (Count % EntriesOfChunk == 0) _chunks.Add(new byte[EntriesOfChunk * EntrySize]);
        var remembered = Remembered(Count++);
        OfMetadata(entry).AsSpan(0, Size).CopyTo(remembered);
        Cut(content).CopyTo(remembered[Size..]);
        SecondReader.View(entry, content).AsSpan(0, Size).CopyTo(remembered[(2 * Size)..]);
    }

    /// <summary>What differs between an entry and the one remembered; null where nothing does.</summary>
    public string? Compare(int index, PaxEntry entry, ReadOnlySpan<byte> content)
    {
        var remembered = Remembered(index);
        if (!remembered[..Size].SequenceEqual(OfMetadata(entry).AsSpan(0, Size))) return "type, owner, mode, time, link or attributes";
        // What has no content is remembered with zeros.
        return content.IsEmpty || remembered.Slice(Size, Size).SequenceEqual(Cut(content)) ? null : "content";
    }

    /// <summary>Whether <see cref="SecondReader"/> sees an entry as it was packed.</summary>
    public bool HasView(int index, ReadOnlySpan<byte> view) => Remembered(index)[(2 * Size)..].SequenceEqual(Cut(view));

    private Span<byte> Remembered(int index) => _chunks[index / EntriesOfChunk].AsSpan(index % EntriesOfChunk * EntrySize, EntrySize);

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> digest) => digest.IsEmpty ? digest : digest[..Size];

    private static byte[] OfMetadata(PaxEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[10 * sizeof(long)];
        var next = 0;
        foreach (var number in (ReadOnlySpan<long>)[
            (long)entry.Type, entry.Mode, entry.Uid, entry.Gid, entry.Modified.Seconds, entry.Modified.Nanoseconds,
            entry.Size, entry.Node.Major, entry.Node.Minor, entry.Xattrs.Count])
            BinaryPrimitives.WriteInt64LittleEndian(numbers[(sizeof(long) * next++)..], number);
        hash.AppendData(numbers);
        Text(hash, entry.Path.Bytes.Span);
        Text(hash, entry.SymlinkTarget.Span);
        Text(hash, entry.HardLinkTarget.Bytes.Span);
        Text(hash, entry.UserName.Span);
        Text(hash, entry.GroupName.Span);
        foreach (var attribute in entry.Xattrs)
        {
            Text(hash, attribute.Name.Span);
            Text(hash, attribute.Value.Span);
        }
        return hash.GetHashAndReset();
    }

    // With its length, so that no two lists of texts look the same.
    private static void Text(IncrementalHash hash, ReadOnlySpan<byte> text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        hash.AppendData(length);
        hash.AppendData(text);
    }
}
