using Stage3.Embedded.Merging;
using Stage3.Embedded.Phases;
using Stage3.Embedded.Unpacked;
using Stage3.Linux;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Names;
using Stage3.Portage.Signatures;

namespace Stage3.Embedded.Execution;

/// <summary>Checks and unpacks binary packages, from any thread and ahead of their turn: nothing of them gets a place in the root.</summary>
/// <param name="merger">Stages their images beside the root.</param>
/// <param name="signatures">What is asked of signatures where nothing else is said.</param>
internal sealed class PackagePreparation(ImageMerger merger, SignaturePolicy signatures) : IDisposable
{
    private UnpackedStore? unpacked;

    /// <summary>Opens where unpacked images are kept, after what an earlier run left was mended.</summary>
    /// <param name="folder">The store's.</param>
    /// <param name="clock">Tells when an image was used.</param>
    /// <param name="tell">Is told what is wrong with it.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Stage3Exception">It cannot be one.</exception>
    public async Task OpenStoreAsync(HostPath folder, TimeProvider clock, Action<string> tell, CancellationToken cancellation) =>
        unpacked = await UnpackedStore.OpenAsync(folder, merger, clock, tell, cancellation);

    /// <summary>Checks and unpacks a package.</summary>
    /// <param name="file">The package.</param>
    /// <param name="expected">What it is to be.</param>
    /// <param name="verifySignature">Whether it must be signed; null leaves that to FEATURES.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="BinaryPackageException">The package is refused.</exception>
    public PreparedPackage Prepare(HostPath file, PackageId expected, bool? verifySignature, CancellationToken cancellation)
    {
        if (PrepareKept(file, expected, verifySignature, cancellation) is { } kept) return kept;
        var package = BinaryPackageFile.Open(file, PackageScope.Everything, cancellation);
        try
        {
            var info = Checked(package, expected, verifySignature, cancellation);
            if (ChangesImage(info)) return new PreparedPackage(expected, package, info, null);
            var image = merger.Stage(new BinaryPackageImage(package), unpacked?.Begin(package), cancellation);
            package.Dispose();
            return Drafted(expected, info, image);
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => unpacked?.Dispose();

    // What a store has of an image is used in the place of the package's own, which then is neither digested nor unpacked.
    private PreparedPackage? PrepareKept(HostPath file, PackageId expected, bool? verifySignature, CancellationToken cancellation)
    {
        if (unpacked is null) return null;
        using var package = BinaryPackageFile.Open(file, PackageScope.MetadataOnly, cancellation);
        using var image = unpacked.Find(package);
        if (image is null) return null;
        var info = Checked(package, expected, verifySignature, cancellation);
        if (ChangesImage(info)) return null;
        try
        {
            return Drafted(expected, info, merger.Stage(image, cancellation));
        }
        catch (UnpackedDamageException damage)
        {
            unpacked.Remove(image.Name, damage);
            return null;
        }
    }

    // What is going to be refused leaves nothing.
    private PreparedPackage Drafted(PackageId id, BuildInfo info, StagedImage image)
    {
        try
        {
            return new PreparedPackage(id, null, info, image) { Draft = image.Problems.IsEmpty ? merger.Draft(info) : null };
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    private static bool ChangesImage(BuildInfo info) => (info[BuildInfoKeys.DefinedPhases] ?? "").Split(' ').Contains(Phase.PreInst.ShortName());

    private BuildInfo Checked(BinaryPackageFile package, PackageId expected, bool? verifySignature, CancellationToken cancellation)
    {
        signatures.For(verifySignature).CheckAsync(package, cancellation).GetAwaiter().GetResult();
        var info = package.ReadMetadata();
        var id = $"{info[BuildInfoKeys.Category]}/{info[BuildInfoKeys.Pf]}";
        return id == expected.ToString() ? info : throw new BinaryPackageException($"its metadata says that it is {id}, and {expected} was looked for", package.Path);
    }
}
