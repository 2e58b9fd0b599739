using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Portage.BinaryPackages;

/// <summary>What a binary package installs, one member after the other. Paths are those below the root; the root itself comes as a folder.</summary>
public sealed class GpkgImage : IDisposable
{
    private static readonly BytePath Prefix = BytePath.Parse("image");
    private readonly HostPath file;
    private readonly Stream decompressed;
    private readonly PaxReader reader;

    internal GpkgImage(HostPath file, Stream decompressed) =>
        (this.file, this.decompressed, reader) = (file, decompressed, new PaxReader(decompressed, $"{file}, image"));

    /// <summary>The content of the file that <see cref="Read"/> answered last; good until the next call.</summary>
    public Stream Content => reader.Content;

    /// <summary>The next member; null after the last. Owners are names and numbers as the package has them: look the names up in the root.</summary>
    /// <exception cref="BinaryPackageException">A member lies outside of <c>image/</c>.</exception>
    public PaxEntry? Read()
    {
        if (reader.Read() is not { } entry)
        {
            if (reader.TrailingBytes > 0) throw new BinaryPackageException($"its image has {reader.TrailingBytes} bytes behind its end", file);
            return null;
        }

        return entry with
        {
            Path = Below(entry.Path),
            HardLinkTarget = entry.Type == PaxEntryType.HardLink ? Below(entry.HardLinkTarget) : entry.HardLinkTarget,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => decompressed.Dispose();

    private BytePath Below(BytePath path) =>
        path == Prefix ? BytePath.Root
        : Prefix.Contains(path) ? BytePath.Parse(path.Bytes.Span[(Prefix.Bytes.Length + 1)..])
        : throw new BinaryPackageException($"its image has the member '{path}' outside of 'image/'", file);
}
