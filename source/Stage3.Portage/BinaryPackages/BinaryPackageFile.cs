using System.Globalization;
using Stage3.Archives;
using Stage3.Linux;

namespace Stage3.Portage.BinaryPackages;

/// <summary>
/// A binary package of either format, checked as a whole when it was opened. Only then can anything of it be read, from the file that is still
/// open. The formats are GPKG (GLEP 78) and, before it, XPAK (xpak(5)); which one a file has is told by its name's ending, as Portage does.
/// </summary>
public abstract class BinaryPackageFile : IDisposable
{
    private BuildInfo? metadata;

    private protected BinaryPackageFile(HostPath path, FileStream stream, PackageScope scope) => (Path, Stream, Scope) = (path, stream, scope);

    /// <summary>The endings of GPKGs and of XPAK packages: of one build a version (<c>.tbz2</c>) and of many (<c>.xpak</c>).</summary>
    public static IReadOnlyList<string> Endings { get; } = [GpkgFile.Ending, .. XpakFile.Endings];

    /// <summary>The package's file.</summary>
    public HostPath Path { get; }

    /// <summary>
    /// What its image is, by content: the digest of its archive and how that is compressed. Two packages with the same have the same image. Null where the format names no digest.
    /// It is what the package says; one that was opened as a whole was held against it.
    /// </summary>
    public virtual string? ImageName => null;

    private protected FileStream Stream { get; }

    private protected PackageScope Scope { get; }

    /// <summary>Opens and checks a package.</summary>
    /// <param name="path">The file; its name has one of the <see cref="Endings"/>.</param>
    /// <param name="scope">What to check and to read.</param>
    /// <param name="cancellation">Stops between two members.</param>
    /// <exception cref="BinaryPackageException">The package is refused, with the reason.</exception>
    public static BinaryPackageFile Open(HostPath path, PackageScope scope, CancellationToken cancellation) =>
        XpakFile.Endings.Any(ending => path.Name.EndsWith(ending, StringComparison.Ordinal))
            ? XpakFile.Open(path, scope, cancellation)
            : GpkgFile.Open(path, scope, cancellation);

    /// <summary>Reads the metadata, once.</summary>
    /// <exception cref="BinaryPackageException">It holds what it must not, or more than 64 MiB.</exception>
    public BuildInfo ReadMetadata() => metadata ??= ReadCheckedMetadata();

    /// <summary>Opens the image. One at a time, and not while the metadata is read.</summary>
    /// <exception cref="InvalidOperationException">The package was opened for its metadata only.</exception>
    public PackageImage OpenImage() =>
        Scope == PackageScope.Everything
            ? OpenCheckedImage()
            : throw new InvalidOperationException("the package was opened for its metadata only: its image is not checked");

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a package of an open file, which is closed where that fails.</summary>
    private protected static T Opened<T>(HostPath path, Func<FileStream, T> check)
    {
        var stream = new FileStream(path.Value, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            return check(stream);
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

    /// <summary>How large the image may become by what the metadata says.</summary>
    private protected UnpackLimit LimitFor(long compressed, BuildInfo info) =>
        new(Path, compressed, long.TryParse(info[BuildInfoKeys.Size], NumberStyles.None, CultureInfo.InvariantCulture, out var declared) ? declared : 0);

    private protected abstract BuildInfo ReadCheckedMetadata();

    private protected abstract PackageImage OpenCheckedImage();
}
