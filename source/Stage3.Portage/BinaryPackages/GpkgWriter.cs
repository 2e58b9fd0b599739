using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Archives.Digests;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Portage.BinaryPackages;

/// <summary>
/// Writes binary packages in Gentoo's GPKG format (GLEP 78). The same input gives the same bytes; the image is never held in memory; the
/// file has its name only when all of it is on the disk.
/// </summary>
public sealed record GpkgWriter
{
    internal const string FormatMember = "gpkg-1";
    internal const string ManifestMember = "Manifest";

    /// <summary>The time that the members of the package have; those of the image keep their own, but none later than this.</summary>
    public required FileTime Time { get; init; }

    /// <summary>How both inner archives are compressed.</summary>
    public Compression Compression { get; init; } = Compression.Zstd;

    /// <summary>How hard.</summary>
    public CompressionSettings Settings { get; init; } = CompressionSettings.Default;

    /// <summary>The names of owners by number, of the system whose accounts built the image; numbers only where it is null.</summary>
    public Func<uint, ByteString>? UserName { get; init; }

    /// <summary>The names of groups by number.</summary>
    public Func<uint, ByteString>? GroupName { get; init; }

    /// <summary>Which extended attributes of the image are kept; all where it is null.</summary>
    public Func<ByteString, bool>? KeepXattr { get; init; }

    /// <summary>Which paths of the image are left out; none where it is null.</summary>
    public Func<BytePath, bool>? Exclude { get; init; }

    /// <summary>Writes a package.</summary>
    /// <param name="file">The final path, <c>….gpkg.tar</c>; a file there is replaced.</param>
    /// <param name="name">The folder inside of the package: the file's name without its ending.</param>
    /// <param name="info">The metadata; CONTENTS and COUNTER, which only installed packages have, are left out.</param>
    /// <param name="image">The folder that holds what is to be installed.</param>
    /// <param name="cancellation">Stops between two files; nothing stays then.</param>
    public void Write(HostPath file, string name, BuildInfo info, HostPath image, CancellationToken cancellation)
    {
        if (!BytePath.IsName(Encoding.UTF8.GetBytes(name))) throw new FormatException($"'{name}' cannot be the name of a package's folder");
        using var target = AtomicFile.Begin(file.Parent.EnsureFolder() / file.Name);
        using var metadataArchive = Metadata(info);
        using var imageArchive = Image(image, file.Parent, cancellation);
        var writer = new PaxWriter(target.Content, $"{name}/");
        GpkgManifestEntry[] entries =
        [
            Add(writer, FormatMember, Stream.Null),
            Add(writer, $"metadata.tar{Compression.Ending}", metadataArchive),
            Add(writer, $"image.tar{Compression.Ending}", imageArchive),
        ];
        using var manifest = new MemoryStream(Encoding.UTF8.GetBytes(GpkgManifest.Of(entries).ToString()));
        Add(writer, ManifestMember, manifest);
        writer.Finish();
        target.Commit();
    }

    private MemoryStream Metadata(BuildInfo info)
    {
        var archive = new MemoryStream();
        using (var compressor = Compression.OpenWriter(archive, Settings))
        {
            var writer = new PaxWriter(compressor, "metadata/");
            foreach (var key in info.Keys.Where(key => key is not (BuildInfoKeys.Contents or BuildInfoKeys.Counter)))
            {
                using var value = new MemoryStream([.. info.Bytes(key)!.Value]);
                writer.Write(Member(key, value.Length), value);
            }

            writer.Finish();
        }

        archive.Position = 0;
        return archive;
    }

    /// <summary>The image goes through a nameless file, for its compressed length must stand before it.</summary>
    private FileStream Image(HostPath image, HostPath folder, CancellationToken cancellation)
    {
        var path = folder / $".stage3-image-{Guid.NewGuid():N}.new";
        var archive = new FileStream(path.Value, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        // Gone with its last reader, whatever becomes of this process.
        File.Delete(path.Value);
        try
        {
            using (var compressor = Compression.OpenWriter(archive, Settings))
                new TreeArchiver
                {
                    Prefix = "image/", UserName = UserName, GroupName = GroupName, KeepXattr = KeepXattr, SortXattrs = true, LatestTime = Time,
                    Exclude = Exclude is { } excludes ? entry => excludes(entry.Path) : null,
                }.Archive(image, compressor, cancellation);
            archive.Position = 0;
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    private GpkgManifestEntry Add(PaxWriter writer, string name, Stream content)
    {
        using var digester = new Digester(GpkgManifestEntry.Written);
        using var digesting = new DigestingStream(content, digester.Append);
        var size = content.Length;
        writer.Write(Member(name, size), digesting);
        return new(name, size, digester.Finish());
    }

    private PaxEntry Member(string name, long size) =>
        // Whole seconds: a fraction would need a pax header, and the container is to be plain ustar.
        new(BytePath.Parse(name), PaxEntryType.File) { Mode = 0b110_100_100, Size = size, Modified = new FileTime(Time.Seconds, 0) };
}
