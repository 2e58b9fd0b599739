using System.Collections.Immutable;
using Stage3.Archives;
using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Portage.BinaryPackages;

/// <summary>
/// A binary package in GPKG format (GLEP 78) that was checked as a whole when it was opened: structure, Manifest, sizes, digests. Only then can
/// anything of it be read, from the file that is still open. Members may stand in any order and members of unknown names are passed over, as the GLEP asks; signatures are checked by <see cref="Signatures.SignaturePolicy"/>.
/// </summary>
public sealed class GpkgFile : BinaryPackageFile
{
    internal const string Ending = ".gpkg.tar";
    private const long LargestMetadata = 64 << 20;
    private static readonly BytePath ImageFolder = BytePath.Parse("image");
    private readonly string metadataMember;
    private readonly string imageMember;

    private GpkgFile(HostPath path, FileStream stream, PackageScope scope, GpkgContents contents)
        : base(path, stream, scope) =>
        (Name, metadataMember, imageMember, IsSigned, Manifest, ManifestText) = (contents.Folder, contents.Single("metadata"), contents.Single("image"), contents.IsSigned, contents.Manifest, contents.ManifestText);

    /// <summary>The folder inside of the package, by which it was called when it was made.</summary>
    public string Name { get; }

    /// <summary>Whether it carries signatures, which <see cref="Signatures.SignaturePolicy"/> checks.</summary>
    public bool IsSigned { get; }

    /// <summary>What it says of its members.</summary>
    public GpkgManifest Manifest { get; }

    /// <summary>Its Manifest, with the signature where it has one; the package was held against it.</summary>
    public string ManifestText { get; }

    /// <inheritdoc/>
    public override string? ImageName =>
        Manifest.Entries.First(entry => entry.Name == imageMember).Digests.MinBy(digest => digest.Kind).Hex is { Length: 128 } hex && hex.All(char.IsAsciiHexDigitLower)
            ? $"{hex}{imageMember["image.tar".Length..]}"
            : null;

    /// <inheritdoc cref="BinaryPackageFile.Open"/>
    public static new GpkgFile Open(HostPath path, PackageScope scope, CancellationToken cancellation) =>
        Opened(path, stream => new GpkgFile(path, stream, scope, GpkgContents.Check(path, stream, scope, cancellation)));

    private protected override BuildInfo ReadCheckedMetadata()
    {
        // Headers and padding included: keys are few.
        using var archive = new LimitedReader(OpenMember(metadataMember), LargestMetadata + (4 << 20), MetadataTooLarge);
        try
        {
            return ReadMetadata(new PaxReader(archive, $"{Path}, metadata"));
        }
        catch (ArchiveException broken)
        {
            throw new BinaryPackageException($"its metadata cannot be read: {broken.What}", Path, broken);
        }
    }

    private protected override PackageImage OpenCheckedImage()
    {
        // First, for both are read from where the one stream stands.
        var limit = LimitFor(Stream.Length, ReadMetadata());
        return new(Path, OpenMember(imageMember), ImageFolder, limit);
    }

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
            if ((left -= entry.Size) < 0) throw MetadataTooLarge();
            var value = new byte[entry.Size];
            reader.Content.ReadExactly(value);
            info = info.With(key, ImmutableArray.Create(value));
        }

        return info;
    }

    private BinaryPackageException MetadataTooLarge() => new($"its metadata is larger than {LargestMetadata >> 20} MiB", Path);

    private Stream OpenMember(string member)
    {
        Stream.Position = 0;
        var reader = new PaxReader(Stream, Path.Value);
        while (reader.Read() is { } entry)
            if (entry.Path.Name.ToString() == member)
                return Compression.OfFileName(member).OpenReader(reader.Content, $"{Path}, {member}");
        throw new BinaryPackageException($"'{member}' has vanished from it", Path);
    }
}
