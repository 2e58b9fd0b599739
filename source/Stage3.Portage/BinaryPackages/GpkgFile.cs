using System.Collections.Immutable;
using Stage3.Archives;
using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Linux;

namespace Stage3.Portage.BinaryPackages;

/// <summary>
/// A binary package in GPKG format (GLEP 78) that was checked as a whole when it was opened: structure, Manifest, sizes, digests. Only then can
/// anything of it be read, from the file that is still open. Members may stand in any order and members of unknown names are passed over, as the GLEP asks; signatures cannot be checked here.
/// </summary>
public sealed class GpkgFile : IDisposable
{
    private const long LargestMetadata = 64 << 20;
    private readonly FileStream stream;
    private readonly GpkgScope scope;
    private readonly string metadataMember;
    private readonly string imageMember;

    private GpkgFile(HostPath path, FileStream stream, GpkgScope scope, GpkgContents contents)
    {
        (Path, this.stream, this.scope) = (path, stream, scope);
        (Name, metadataMember, imageMember, IsSigned) = (contents.Folder, contents.Single("metadata"), contents.Single("image"), contents.IsSigned);
    }

    /// <summary>The package's file.</summary>
    public HostPath Path { get; }

    /// <summary>The folder inside of the package, by which it was called when it was made.</summary>
    public string Name { get; }

    /// <summary>Whether it carries signatures, which were not checked.</summary>
    public bool IsSigned { get; }

    /// <summary>Opens and checks a package.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scope">What to check and to read.</param>
    /// <param name="ignoreSignatures">Take a signed package without checking its signatures, as FEATURES=binpkg-ignore-signature does.</param>
    /// <param name="cancellation">Stops between two members.</param>
    /// <exception cref="BinaryPackageException">The package is refused, with the reason.</exception>
    public static GpkgFile Open(HostPath path, GpkgScope scope, bool ignoreSignatures, CancellationToken cancellation)
    {
        var stream = new FileStream(path.Value, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            var contents = GpkgContents.Check(path, stream, scope, cancellation);
            if (contents.IsSigned && !ignoreSignatures)
                throw new BinaryPackageException(
                    "it is signed, and signatures cannot be checked here", path,
                    remedy: "have its signature checked by Portage and allow it with FEATURES=binpkg-ignore-signature, or build the package here");
            return new(path, stream, scope, contents);
        }
        catch (ArchiveException broken)
        {
            stream.Dispose();
            throw new BinaryPackageException($"it cannot be read: {broken.What} ({broken.Where})", path, broken);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the metadata.</summary>
    /// <exception cref="BinaryPackageException">A member is no file of <c>metadata/</c>, or all together are larger than 64 MiB.</exception>
    public BuildInfo ReadMetadata()
    {
        using var archive = OpenMember(metadataMember);
        try
        {
            return ReadMetadata(new PaxReader(archive, $"{Path}, metadata"));
        }
        catch (ArchiveException broken)
        {
            throw new BinaryPackageException($"its metadata cannot be read: {broken.What}", Path, broken);
        }
    }

    /// <summary>Opens the image. One at a time, and not while the metadata is read.</summary>
    /// <exception cref="InvalidOperationException">The package was opened for its metadata only.</exception>
    public GpkgImage OpenImage() =>
        scope == GpkgScope.Everything
            ? new GpkgImage(Path, OpenMember(imageMember))
            : throw new InvalidOperationException("the package was opened for its metadata only: its image is not checked");

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private BuildInfo ReadMetadata(PaxReader reader)
    {
        var (info, left) = (BuildInfo.Empty, LargestMetadata);
        while (reader.Read() is { } entry)
        {
            var name = entry.Path.ToString();
            if (entry.Type == PaxEntryType.Folder && name == "/metadata") continue;
            if (entry.Type != PaxEntryType.File || name.Split('/') is not ["", "metadata", var key] || !BuildInfo.IsKey(key))
                throw new BinaryPackageException($"its metadata has the member '{name}', which is no file of 'metadata/'", Path);
            if (info.Bytes(key) is not null) throw new BinaryPackageException($"its metadata has '{key}' more than once", Path);
            if ((left -= entry.Size) < 0) throw new BinaryPackageException($"its metadata is larger than {LargestMetadata >> 20} MiB", Path);
            var value = new byte[entry.Size];
            reader.Content.ReadExactly(value);
            info = info.With(key, ImmutableArray.Create(value));
        }

        return info;
    }

    private Stream OpenMember(string member)
    {
        stream.Position = 0;
        var reader = new PaxReader(stream, Path.Value);
        while (reader.Read() is { } entry)
            if (entry.Path.Name.ToString() == member)
                return Compression.OfFileName(member).OpenReader(reader.Content, $"{Path}, {member}");
        throw new BinaryPackageException($"'{member}' has vanished from it", Path);
    }
}
