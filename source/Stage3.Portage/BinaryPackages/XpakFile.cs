using Stage3.Archives.Compressors;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Portage.BinaryPackages;

/// <summary>
/// A binary package in the format that came before GPKG: a compressed tar archive of the image with an XPAK segment of the metadata behind it
/// (xpak(5)). The format has no digests of its own, so the whole image is read once when the package is opened, and with it the sums of its compression.
/// What compresses the image is told by its first bytes; the name says bzip2 whatever it is.
/// </summary>
public sealed class XpakFile : BinaryPackageFile
{
    private readonly XpakSegment segment;

    private XpakFile(HostPath path, FileStream stream, PackageScope scope, XpakSegment segment)
        : base(path, stream, scope) => this.segment = segment;

    internal static new IReadOnlyList<string> Endings { get; } = [".tbz2", ".xpak"];

    /// <summary>Opens and checks a package.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scope">What to check and to read.</param>
    /// <param name="cancellation">Stops between two members.</param>
    /// <exception cref="BinaryPackageException">The package is refused, with the reason.</exception>
    public static new XpakFile Open(HostPath path, PackageScope scope, CancellationToken cancellation) =>
        Opened(path, stream =>
        {
            var package = new XpakFile(path, stream, scope, XpakSegment.Find(path, stream));
            if (scope == PackageScope.Everything) package.CheckImage(cancellation);
            return package;
        });

    private protected override BuildInfo ReadCheckedMetadata() => segment.Read();

    private protected override PackageImage OpenCheckedImage()
    {
        var archive = Compression.OpenReader(new FileSection(Stream.SafeFileHandle, 0, segment.Start), $"{Path}, image", out _);
        return new(Path, archive, BytePath.Root, LimitFor(segment.Start, Described()));
    }

    // Metadata that lie are refused when they are read; until then they bear nothing out.
    private BuildInfo Described()
    {
        try
        {
            return segment.Read();
        }
        catch (BinaryPackageException)
        {
            return BuildInfo.Empty;
        }
    }

    private void CheckImage(CancellationToken cancellation)
    {
        using var image = OpenCheckedImage();
        while (image.Read() is not null) cancellation.ThrowIfCancellationRequested();
    }
}
