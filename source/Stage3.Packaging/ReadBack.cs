using System.Security.Cryptography;
using Stage3.Archives;
using Stage3.Archives.Compressors;
using Stage3.Archives.Digests;
using Stage3.Archives.Tar;

namespace Stage3.Packaging;

/// <summary>
/// Reads an archive to its end, decompressed anew, by our own reader and by <see cref="SecondReader"/>, and compares every entry, and all
/// content, with what was packed.
/// </summary>
internal sealed class ReadBack(EntryDigests packed, Compression compression, int threads, string name, ContentsListing listing)
{
    /// <summary>Throws where anything differs.</summary>
    /// <returns>The digests of the archive.</returns>
    public ArchiveDigests Check(Stream archive, ProgressMeter progress, CancellationToken cancellation)
    {
        using var digester = new Digester(ArchiveDigests.Kinds);
        using var source = new DigestingStream(archive, digester.Append);
        try
        {
            using var plain = compression.OpenReader(source, name, threads);
            using var second = new SecondReader(packed);
            using var tee = new DigestingStream(plain, second.Append);
            CompareEntries(new PaxReader(tee, name), progress, cancellation);
            if (second.Finish() is { } what) throw Differs(what);
            // A decompressor reads on to the end of its input, and then knows its sums to be right.
            if (plain.ReadByte() >= 0 || source.ReadByte() >= 0) throw Differs("it goes on behind its end");
        }
        catch (ArchiveException broken)
        {
            throw Differs($"it cannot be read: {broken.What}", broken);
        }
        return ArchiveDigests.Of(digester);
    }

    private void CompareEntries(PaxReader reader, ProgressMeter progress, CancellationToken cancellation)
    {
        var count = 0;
        var bytes = 0L;
        while (reader.Read() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            if (count == packed.Count) throw Differs($"{entry.Path} is in it, but was not packed");
            ReadOnlySpan<byte> content = entry.Type == PaxEntryType.File ? SHA256.HashData(reader.Content) : [];
            if (packed.Compare(count++, entry, content) is { } what) throw Differs($"{what} of {entry.Path} is not what was packed");
            listing.Add(entry);
            progress.Report(count, bytes += entry.Size);
        }
        if (count != packed.Count) throw Differs($"it ends after {count} of {packed.Count} entries");
        if (reader.TrailingBytes != 0) throw Differs($"{reader.TrailingBytes} bytes follow its end mark");
    }

    private StagePackingException Differs(string how, Exception? inner = null) => new(
        PackingFailure.ReadBackDiffers,
        $"the archive was read back and differs: {how}",
        name,
        "run again; if it stays, look at the disk and the memory of this machine",
        inner);
}
