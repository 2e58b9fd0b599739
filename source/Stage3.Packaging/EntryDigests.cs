using System.Buffers.Binary;
using System.Security.Cryptography;
using Stage3.Archives.Tar;

namespace Stage3.Packaging;

/// <summary>
/// What was packed, as two digests an entry in archive order: 64 bytes each, so that a tree of any size is remembered in little
/// memory while every entry and all content can be compared.
/// </summary>
internal sealed class EntryDigests
{
    private const int Size = SHA256.HashSizeInBytes;
    private readonly List<byte[]> _entries = [];

    public int Count => _entries.Count;

    /// <summary>Remembers an entry.</summary>
    public void Add(PaxEntry entry, ReadOnlySpan<byte> content) => _entries.Add([.. OfMetadata(entry), .. content]);

    /// <summary>What differs between an entry and the one remembered; null where nothing does.</summary>
    public string? Compare(int index, PaxEntry entry, ReadOnlySpan<byte> content)
    {
        var remembered = _entries[index].AsSpan();
        if (!remembered[..Size].SequenceEqual(OfMetadata(entry))) return "type, owner, mode, time, link or attributes";
        return remembered[Size..].SequenceEqual(content) ? null : "content";
    }

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
