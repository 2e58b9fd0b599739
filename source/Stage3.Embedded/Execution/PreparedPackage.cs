using System.Collections.Immutable;
using Stage3.Embedded.Merging;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Execution;

/// <summary>A binary package that was checked as a whole, and, but where its <c>pkg_preinst</c> changes the image first, unpacked.</summary>
/// <param name="Id">What it is.</param>
/// <param name="File">The open package; null once nothing is left to be read.</param>
/// <param name="Info">Its metadata.</param>
/// <param name="Image">Its image.</param>
internal sealed record PreparedPackage(PackageId Id, BinaryPackageFile? File, BuildInfo Info, StagedImage? Image) : IDisposable
{
    /// <summary>Installed packages that it blocks and that go once it is there: what it brings of their files is no collision.</summary>
    public ImmutableArray<PackageId> Blocked { get; init; } = [];

    /// <summary>What was written of its entry in the database; null where phases will look at the image first.</summary>
    public EntryDraft? Draft { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Draft?.Dispose();
        File?.Dispose();
        Image?.Dispose();
    }
}
