using Stage3.Portage.BinaryPackages;

namespace Stage3.Embedded.Merging;

/// <summary>The image of a binary package, decompressed as it is read: nothing of it lies on the disk but in the root.</summary>
public sealed class BinaryPackageImage(BinaryPackageFile package) : IPackageImage
{
    /// <inheritdoc/>
    public IEnumerable<ImageMember> Members(CancellationToken cancellation)
    {
        using var image = package.OpenImage();
        while (image.Read() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new ImageMember(entry, () => image.Content);
        }
    }
}
