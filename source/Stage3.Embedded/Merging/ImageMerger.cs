using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>
/// Merges packages into a root and removes them from it, as PMS chapter 13 and Portage with FEATURES="protect-owned
/// config-protect-if-modified unmerge-orphans" do. One package at a time; nobody else writes to the root meanwhile.
/// </summary>
public sealed class ImageMerger : IDisposable
{
    private ImageMerger(HostPath root, InstalledDatabase database)
    {
        (Root, Database) = (root, database);
        Folder = RootFolder.Open(root);
        Paths = new RealPaths(Folder);
    }

    /// <summary>The root.</summary>
    public HostPath Root { get; }

    /// <summary>The packages that are installed in it; merging and removing keeps it up to date.</summary>
    public InstalledDatabase Database { get; }

    /// <summary>Which files belong to the administrator.</summary>
    public ConfigProtection Protection { get; init; } = ConfigProtection.None;

    /// <summary>Whether all files are on the disk before a package counts as installed: else a power failure may leave empty ones.</summary>
    public bool SyncBeforeCommit { get; init; } = true;

    internal RootFolder Folder { get; }

    internal RealPaths Paths { get; }

    /// <summary>Opens a root for merging.</summary>
    public static ImageMerger Open(HostPath root, InstalledDatabase database, ConfigProtection protection, bool syncBeforeCommit = true) =>
        new(root, database) { Protection = protection, SyncBeforeCommit = syncBeforeCommit };

    /// <summary>
    /// Begins to merge a package: reads the whole image once and looks for all that stands against it. Nothing is written but
    /// the passing entry in the database.
    /// </summary>
    /// <exception cref="MergeRefusedException">The package cannot be merged: all reasons.</exception>
    public PackageMerge Begin(MergeRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ImmutableArray<InstalledPackage> makingWay = [.. request.Replaces.Append(Database.Find(request.Package)).OfType<InstalledPackage>().Distinct()];
        return new PackageMerge(this, request, makingWay, Plan(request, makingWay, cancellation));
    }

    /// <summary>Merges a package in one go, with no phases in between.</summary>
    /// <exception cref="MergeRefusedException">The package cannot be merged: all reasons.</exception>
    public MergeResult Merge(MergeRequest request, CancellationToken cancellation)
    {
        using var merge = Begin(request, cancellation);
        merge.WriteFiles(cancellation);
        foreach (var replaced in merge.Replaced) merge.RemoveFilesOf(replaced, cancellation);
        return merge.Commit();
    }

    /// <summary>Removes a package: its files, then its entry. Phases of it are the caller's, before and after.</summary>
    public RemovalResult Unmerge(InstalledPackage package, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(package);
        var removal = new FileRemoval(Folder, Database, Paths, Protection);
        removal.Remove(package, new HashSet<BytePath>(), cancellation);
        if (SyncBeforeCommit) Folder.Folder.SyncFileSystem();
        Database.Remove(package.Id);
        if (removal.PathsChanged) Paths.Forget();
        return new RemovalResult([.. removal.Removed], [.. removal.Left]);
    }

    /// <inheritdoc/>
    public void Dispose() => Folder.Dispose();

    internal IReadOnlyDictionary<BytePath, PlannedMember> Plan(
        MergeRequest request, ImmutableArray<InstalledPackage> makingWay, CancellationToken cancellation)
    {
        var planner = new MergePlanner(Folder, Database, Paths, Protection, makingWay);
        planner.Look(request.Image, cancellation);
        return planner.Problems.IsEmpty ? planner.Members : throw new MergeRefusedException(request.Package, Root, planner.Problems);
    }
}
