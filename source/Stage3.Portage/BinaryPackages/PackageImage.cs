using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Portage.BinaryPackages;

/// <summary>What a binary package installs, one member after the other. Paths are those below the root; the root itself comes as a folder.</summary>
public sealed class PackageImage : IDisposable
{
    private readonly HostPath file;
    private readonly Stream decompressed;
    private readonly BytePath prefix;
    private readonly PaxReader reader;
    private readonly UnpackLimit limit;

    /// <param name="file">The package's file, for messages.</param>
    /// <param name="decompressed">The archive; it is disposed of with this.</param>
    /// <param name="prefix">The folder of the archive that becomes the root: <c>image</c> in a GPKG, the archive's own root in an XPAK package.</param>
    /// <param name="limit">How large it may become.</param>
    internal PackageImage(HostPath file, Stream decompressed, BytePath prefix, UnpackLimit limit) =>
        (this.file, this.decompressed, this.prefix, reader, this.limit) = (file, decompressed, prefix, new PaxReader(limit.Around(decompressed), $"{file}, image"), limit);

    /// <summary>The content of the file that <see cref="Read"/> answered last; good until the next call.</summary>
    public Stream Content => reader.Content;

    /// <summary>The next member; null after the last. Owners are names and numbers as the package has them: look the names up in the root.</summary>
    /// <exception cref="BinaryPackageException">A member lies outside of the image's folder, or the image becomes too large.</exception>
    public PaxEntry? Read()
    {
        if (reader.Read() is not { } entry)
        {
            if (reader.TrailingBytes > 0) throw new BinaryPackageException($"its image has {reader.TrailingBytes} bytes behind its end", file);
            return null;
        }

        limit.Take(entry.Size);
        return entry with
        {
            Path = Below(entry.Path),
            HardLinkTarget = entry.Type == PaxEntryType.HardLink ? Below(entry.HardLinkTarget) : entry.HardLinkTarget,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => decompressed.Dispose();

    private BytePath Below(BytePath path) =>
        prefix.IsRoot ? path
        : path == prefix ? BytePath.Root
        : prefix.Contains(path) ? BytePath.Parse(path.Bytes.Span[(prefix.Bytes.Length + 1)..])
        : throw new BinaryPackageException($"its image has the member '{path}' outside of '{prefix.ToString()[1..]}/'", file);
}
