using Stage3.Linux.Files;

namespace Stage3.Archives.Tar;

// Files with holes, in GNU tar's pax format 1.0: "Storing Sparse Files" in its manual.
public sealed partial class PaxWriter
{
    // GNU tar has the number of its process here. No output may depend on that, so ours is always that of the first.
    private static ReadOnlySpan<byte> SparseFolder => "/GNUSparseFile.1/"u8;

    /// <summary>Writes a file with holes: of its content only the pieces are read.</summary>
    /// <exception cref="ArchiveException">The content has not <see cref="PaxEntry.Size"/> bytes: the file changed meanwhile.</exception>
    internal void WriteSparse(PaxEntry entry, Stream content, SparseMap map)
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        Check(entry);
        var name = NameOf(entry.Path, folder: false);
        var text = map.ToText();
        _records.Clear();
        _records.Add("GNU.sparse.major", "1");
        _records.Add("GNU.sparse.minor", "0");
        _records.Add("GNU.sparse.name", ByteString.Of(name));
        _records.Add("GNU.sparse.realsize", $"{map.RealSize}");
        WriteHeaders(entry, name, SparseName(name), text.Length + map.Stored);
        Put(text);
        foreach (var (offset, length) in map.Pieces)
        {
            content.Position = offset;
            Copy(entry, content, length);
        }
        content.Position = map.RealSize;
        EnsureEnd(entry, content);
        Pad(TarHeader.Padding(map.Stored));
    }

    // Never longer than what its field takes: the true name stands in the records.
    private static byte[] SparseName(ReadOnlySpan<byte> name)
    {
        var slash = name.LastIndexOf((byte)'/');
        byte[] full = [.. slash < 0 ? "."u8 : name[..slash], .. SparseFolder, .. name[(slash + 1)..]];
        return full.Length <= TarHeader.NameSize ? full : full[..TarHeader.NameSize];
    }
}
