using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;
using Stage3.Embedded.Libraries;
using Stage3.Embedded.Unpacked;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>
/// Merges packages into a root and removes them from it, as PMS chapter 13 and Portage with FEATURES="protect-owned
/// config-protect-if-modified unmerge-orphans" do. Images are staged in any thread; all else is done by one at a time, and nobody else writes to the root meanwhile.
/// </summary>
public sealed class ImageMerger : IDisposable
{
    private readonly StagingFolder _staging;
    private ConfigMemory? _memory;

    private ImageMerger(HostPath root, InstalledDatabase database, MergePolicy policy)
    {
        (Root, Database, Policy) = (root, database, policy);
        Folder = RootFolder.Open(root);
        Paths = new RealPaths(Folder);
        Protection = new RootProtection(root, Folder, policy);
        Libraries = new LibraryKeeper(root, Folder, Paths, database, policy.KeepsLibraries);
        _staging = new StagingFolder(Folder, root);
    }

    /// <summary>The root.</summary>
    public HostPath Root { get; }

    /// <summary>The packages that are installed in it; merging and removing keeps it up to date.</summary>
    public InstalledDatabase Database { get; }

    /// <summary>What is protected, left out, and may be replaced.</summary>
    public MergePolicy Policy { get; }

    /// <summary>Whether all files are on the disk before a package counts as installed: else a power failure may leave empty ones.</summary>
    public bool SyncBeforeCommit { get; init; } = true;

    internal RootFolder Folder { get; }

    internal RootProtection Protection { get; }

    internal RealPaths Paths { get; }

    internal LibraryKeeper Libraries { get; }

    internal ConfigMemory Memory => _memory ??= ConfigMemory.Open(Root);

    /// <summary>Opens a root for merging.</summary>
    public static ImageMerger Open(HostPath root, InstalledDatabase database, MergePolicy policy, bool syncBeforeCommit = true) =>
        new(root, database, policy) { SyncBeforeCommit = syncBeforeCommit };

    /// <summary>
    /// Unpacks an image next to its places, and looks at all of it. From any thread, several at once.
    /// </summary>
    public StagedImage Stage(IPackageImage image, CancellationToken cancellation) => Stage(image, null, cancellation);

    /// <summary>As <see cref="Stage(IPackageImage, CancellationToken)"/>, and the image is kept in a store, whatever the mask says, once it is merged. Only for who waits for the disk.</summary>
    internal StagedImage Stage(IPackageImage image, ImageKeeper? keeper, CancellationToken cancellation) => StagedImage.Stage(_staging, image, Policy.Mask, keeper, cancellation);

    /// <summary>As <see cref="Stage(IPackageImage, CancellationToken)"/>, of an image that is as it is to be, whatever the mask says.</summary>
    public StagedImage StageWhole(IPackageImage image, CancellationToken cancellation) => StagedImage.Stage(_staging, image, InstallMask.None, null, cancellation);

    /// <summary>Tries whether files of the root can share their content with a file.</summary>
    internal CloneAnswer TryClone(SafeFileHandle source)
    {
        using var staged = _staging.Begin();
        using var file = staged.Folder.BeginFile(ByteString.Of("shared"));
        return file.TryClone(source);
    }

    /// <summary>Writes the keys of a package's entry beside its image, from any thread: what its merge then has to write is little.</summary>
    internal EntryDraft Draft(BuildInfo info) => _staging.Draft(info);

    /// <summary>Begins to merge a package: its passing entry is written to the database.</summary>
    /// <param name="request">The package.</param>
    /// <param name="image">Its image; it is disposed of with the merge.</param>
    /// <exception cref="MergeRefusedException">The image is one that no root can take: all reasons.</exception>
    public PackageMerge Begin(MergeRequest request, StagedImage image)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(image);
        if (!image.Problems.IsEmpty) throw new MergeRefusedException(request.Package, Root, image.Problems);
        // As the database has them now: what became of kept libraries may have changed their CONTENTS.
        ImmutableArray<InstalledPackage> makingWay = [.. request.Replaces.Select(old => old.Id).Append(request.Package).Distinct().Select(Database.Find).OfType<InstalledPackage>()];
        return new PackageMerge(this, request, image, makingWay);
    }

    /// <summary>Merges a package in one go, with no phases in between.</summary>
    /// <exception cref="MergeRefusedException">The package cannot be merged: all reasons.</exception>
    public MergeResult Merge(MergeRequest request, IPackageImage image, CancellationToken cancellation)
    {
        using var staged = Stage(image, cancellation);
        using var merge = Begin(request, staged);
        Sync();
        merge.WriteFiles(cancellation);
        foreach (var replaced in merge.Replaced) merge.RemoveFilesOf(replaced, cancellation);
        Sync();
        var result = merge.Commit();
        Settle();
        return result;
    }

    /// <summary>Removes a package: its files, then its entry. Phases of it are the caller's, before and after.</summary>
    public RemovalResult Unmerge(InstalledPackage package, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(package);
        var removal = new FileRemoval(this, Memory);
        removal.Remove(package, Libraries.KeepOfLeaving(package, IsBound(package)), cancellation);
        Sync();
        Database.Remove(package.Id);
        Protection.Changed(package.Contents.Entries);
        if (removal.PathsChanged) Paths.Forget();
        Settle();
        return new RemovalResult([.. removal.Removed], [.. removal.Left]);
    }

    /// <summary>
    /// Mends what a run left that was ended from outside, before anything else: what it had placed of packages that do not count as installed is taken back, and entries
    /// that others took the place of are taken out.
    /// </summary>
    public void Recover(CancellationToken cancellation)
    {
        _staging.Clear();
        var removal = new FileRemoval(this);
        foreach (var begun in Database.Recover().Where(begun => Database.Find(begun.Id) is null)) removal.TakeBack(begun, cancellation);
        foreach (var (package, others, kept) in Database.Unfinished)
        {
            foreach (var replaced in others) Database.Remove(replaced);
            if (kept.IsEmpty) continue;
            Libraries.Enter(package, [], kept);
            Libraries.Commit(package, null);
        }

        if (removal.PathsChanged) Paths.Forget();
    }

    /// <summary>
    /// After all phases of what was merged: libraries of packages that are gone which nobody needs any more are taken out, and it is written down which updates of protected files
    /// were offered.
    /// </summary>
    public void Settle()
    {
        _memory?.Store();
        Libraries.RemoveUnneeded();
    }

    /// <summary>What waits in the root for somebody to decide on it: updates of protected files, a sentence for each entry of CONFIG_PROTECT that has some.</summary>
    public ImmutableArray<string> WaitingUpdates(CancellationToken cancellation) => [.. OfferedUpdates.Told(Root, Folder, Protection.Current, cancellation)];

    /// <summary>Whether a package wants its libraries to go with it: RESTRICT=preserve-libs.</summary>
    internal static bool IsBound(InstalledPackage package) => IsBound(package.Info);

    /// <summary>As <see cref="IsBound(InstalledPackage)"/>, of one that is being merged.</summary>
    internal static bool IsBound(BuildInfo info) => (info[BuildInfoKeys.Restrict] ?? "").Split(' ').Contains("preserve-libs");

    /// <summary>
    /// Waits until all that was written so far is on the disk. Before files get their places, for the content of each and the note of what is under way; and
    /// before entries of the database get their names, for the places of all files.
    /// </summary>
    public void Sync()
    {
        if (!SyncBeforeCommit) return;
        Folder.Folder.SyncFileSystem();
        if (!Database.Folder.IsFolder) return;
        using var entries = FolderHandle.Open(Database.Folder);
        if (entries.Status().Device != Folder.Folder.Status().Device) entries.SyncFileSystem();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _staging.Dispose();
        Folder.Dispose();
    }
}
