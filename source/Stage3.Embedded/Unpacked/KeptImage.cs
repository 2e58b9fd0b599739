using Stage3.Archives;
using Stage3.Archives.Tar;
using Stage3.Embedded.Merging;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Unpacked;

/// <summary>An image as the store has it: nothing is decompressed or digested but its own record.</summary>
internal sealed class KeptImage : IPackageImage, IDisposable
{
    private readonly FolderHandle _folder;
    private readonly FileStream _record;

    private KeptImage(string name, FolderHandle folder, FileStream record) => (Name, _folder, _record) = (name, folder, record);

    /// <summary>The name of the image.</summary>
    internal string Name { get; }

    /// <summary>Opens what a store has of an image; null where it has nothing.</summary>
    /// <exception cref="UnpackedDamageException">Its record is not as it was written.</exception>
    internal static KeptImage? Open(FolderHandle images, string name)
    {
        FolderHandle? folder = null;
        FileStream? record = null;
        try
        {
            folder = images.OpenFolder(ByteString.Of(name));
            record = new FileStream(folder.OpenFile(KeptRecord.Name), FileAccess.Read, 1 << 16);
            if (!KeptRecord.IsWhole(record)) throw new UnpackedDamageException("its record is not as it was written", folder.Location);
            return new KeptImage(name, folder, record);
        }
        catch (Exception failed)
        {
            record?.Dispose();
            folder?.Dispose();
            // No folder, and nothing is kept of it; no record in one, and something is wrong.
            if (failed is FileException { IsMissing: true } && folder is null) return null;
            if (failed is UnpackedDamageException or OperationCanceledException) throw;
            if (failed is FileException or IOException or UnauthorizedAccessException) throw new UnpackedDamageException($"its record cannot be read: {failed.Message.Split('\n')[0]}", $"{images.Location}/{name}", failed);
            throw;
        }
    }

    /// <summary>Notes that it was used, for those who remove what nobody has used for long.</summary>
    internal void Touch(FileTime now)
    {
        try
        {
            _folder.SetModified(now);
        }
        catch (FileException)
        {
            // It was removed meanwhile, and that shows with the first body.
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ImageMember> Members(CancellationToken cancellation)
    {
        var reader = new PaxReader(_record, _folder.Location);
        var buffer = new byte[KeptRecord.HeadLength + KeptContent.MostAtHand];
        while (Guarded(reader.Read) is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Type != PaxEntryType.File)
            {
                yield return new ImageMember(entry, () => Stream.Null);
                continue;
            }

            var kept = Guarded(() => Content(reader, entry.Size, buffer));
            yield return new ImageMember(entry with { Size = kept.Length }, () => Stream.Null) { Kept = kept };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _record.Dispose();
        _folder.Dispose();
    }

    private KeptContent Content(PaxReader reader, long size, byte[] buffer)
    {
        if (size > buffer.Length) throw new FormatException("the content of a file is too large to be at hand");
        var text = buffer.AsMemory(0, (int)size);
        reader.Content.ReadExactly(text.Span);
        return KeptRecord.Parse(text, _folder);
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception broken) when (broken is ArchiveException or FormatException or IOException)
        {
            throw new UnpackedDamageException($"its record cannot be read: {broken.Message.Split('\n')[0]}", _folder.Location, broken);
        }
    }
}
