using System.Security.Cryptography;
using System.Text;
using SharpCompress.Common.Tar;
using SharpCompress.IO;
using SharpCompress.Readers;
using SharpCompress.Readers.Tar;
using Stage3.Archives.Tar;
using Stage3.Linux.Files;

namespace Stage3.Packaging;

/// <summary>
/// Reads a tar stream beside our own reader, on another thread, by SharpCompress: what our writer and our reader both took for right,
/// and others would not, shows here. What SharpCompress was found to tell truly is compared: order, kind, name, owner, mode, link and the
/// content of files. It tells neither attributes nor device numbers nor times to the nanosecond, gives folders another mode, cuts blanks off
/// names and knows only those in UTF-8.
/// </summary>
internal sealed class SecondReader : IDisposable
{
    private const int StartSize = 64 * 1024;
    private readonly HandOver _stream = new();
    private readonly Task<string?> _answer;

    /// <summary>Begins to read what <see cref="Append"/> brings.</summary>
    /// <param name="packed">What was packed.</param>
    public SecondReader(EntryDigests packed) =>
        _answer = Task.Factory.StartNew(() => Read(packed), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Takes more of the stream.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    /// <summary>Ends the stream.</summary>
    /// <returns>What differs from what was packed; null where nothing does.</returns>
    public string? Finish()
    {
        _stream.Complete();
        return _answer.GetAwaiter().GetResult();
    }

    /// <summary>What is compared of an entry, as a digest, with what its content digests to.</summary>
    public static byte[] View(PaxEntry entry, ReadOnlySpan<byte> content)
    {
        var target = entry.Type switch
        {
            PaxEntryType.Symlink => Text(entry.SymlinkTarget),
            PaxEntryType.HardLink => "./" + Text(entry.HardLinkTarget.Bytes),
            _ => "",
        };
        return View("./" + Text(entry.Path.Bytes), entry.Type == PaxEntryType.Folder, entry.Mode, entry.Uid, entry.Gid, entry.Size, target, content);
    }

    public void Dispose()
    {
        _stream.End();
        _stream.Complete();
        _ = _answer.GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private string? Read(EntryDigests packed)
    {
        try
        {
            return Compare(packed);
        }
        // A library over bytes that may be broken: whatever it throws is its answer, and ours says more where both have one.
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"SharpCompress cannot read it: {error.Message}";
        }
        finally
        {
            _stream.End();
        }
    }

    private string? Compare(EntryDigests packed)
    {
        // It goes back to the beginning once, after a look at what kind of tar it is. Disposed, it would dispose what it reads from.
        var start = SharpCompressStream.Create(_stream, StartSize);
        start.StartRecording(null);
        using var reader = TarReader.OpenReader(start, new ReaderOptions { LeaveStreamOpen = true });
        var count = 0;
        while (reader.MoveToNextEntry())
        {
            var entry = (TarEntry)reader.Entry;
            if (count == packed.Count) return $"SharpCompress finds more in it than was packed: {entry.Key}";
            if (!packed.HasView(count++, View(reader, entry))) return $"SharpCompress reads {entry.Key} otherwise than it was packed";
        }

        return count == packed.Count ? null : $"SharpCompress finds {count} of {packed.Count} entries in it";
    }

    private static byte[] View(IReader reader, TarEntry entry)
    {
        ReadOnlySpan<byte> content = [];
        // Hard links have no content, and what has none is not opened.
        if (entry is { IsDirectory: false, Size: > 0 })
        {
            using var stream = reader.OpenEntryStream();
            content = SHA256.HashData(stream);
        }

        return View(entry.Key ?? "", entry.IsDirectory, (int)entry.Mode, entry.UserID, entry.GroupId, entry.Size, entry.LinkTarget ?? "", content);
    }

    private static byte[] View(string name, bool isFolder, int mode, long uid, long gid, long size, string target, ReadOnlySpan<byte> content)
    {
        var shown = FormattableString.Invariant($"{Comparable(name.TrimEnd('/'))}\n{isFolder}\n{(isFolder ? 0 : mode)}\n{uid}\n{gid}\n{size}\n{Comparable(target)}\n");
        return SHA256.HashData([.. Encoding.UTF8.GetBytes(shown), .. size > 0 ? content : []]);
    }

    private static string Comparable(string text) => text.Contains('\uFFFD', StringComparison.Ordinal) ? "" : text.Trim();

    private static string Text(ByteString bytes) => Encoding.UTF8.GetString(bytes.Span);
}
