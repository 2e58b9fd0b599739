using System.Collections.Immutable;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Merging;

/// <summary>A package to be merged into a root, as a value.</summary>
/// <param name="Package">What it is.</param>
/// <param name="Info">The keys of its entry in the installed database.</param>
public sealed record MergeRequest(PackageId Package, BuildInfo Info)
{
    /// <summary>Installed packages that make way for it: other versions in its slot, and those that it blocks. The same version always does.</summary>
    public ImmutableArray<InstalledPackage> Replaces { get; init; } = [];

    /// <summary>Packages that go once it is there, and whose files may be its own already.</summary>
    public ImmutableArray<PackageId> Blocked { get; init; } = [];

    /// <summary>What was written of its entry before; null where nothing was. Disposed of with the merge.</summary>
    public EntryDraft? Draft { get; init; }

    /// <summary>Whether something is left to do once it counts as installed: the entry says so until <see cref="PackageMerge.Finish"/>.</summary>
    public bool HasMoreToDo { get; init; }
}
