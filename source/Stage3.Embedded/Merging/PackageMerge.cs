using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>
/// A merge that was begun. Its steps are called in this order, phases in between (PMS 9.2): <c>pkg_preinst</c> (and
/// <see cref="LookAgain"/> where there was one), <see cref="WriteFiles"/>, for each of <see cref="Replaced"/> <c>pkg_prerm</c>, <see cref="RemoveFilesOf"/>, <c>pkg_postrm</c>, then
/// <see cref="Commit"/> and <c>pkg_postinst</c>. Disposed before <see cref="Commit"/> the package does not count as
/// installed; files that were written stay until the next merge replaces them.
/// </summary>
public sealed class PackageMerge : IDisposable
{
    private readonly ImageMerger _merger;
    private readonly MergeRequest _request;
    private readonly MergingEntry _entry;
    private readonly FileRemoval _removal;
    private readonly List<InstalledPackage> _pending;
    private IReadOnlyDictionary<BytePath, PlannedMember> _plan;
    private HashSet<BytePath> _real = [];
    private ImageWriter? _written;

    internal PackageMerge(
        ImageMerger merger, MergeRequest request, ImmutableArray<InstalledPackage> replaced, IReadOnlyDictionary<BytePath, PlannedMember> plan)
    {
        (_merger, _request, Replaced, _pending, _plan) = (merger, request, replaced, [.. replaced], plan);
        _removal = new FileRemoval(merger.Folder, merger.Database, merger.Paths, merger.Protection);
        _entry = merger.Database.Begin(request.Package, request.Info);
    }

    /// <summary>Installed packages that make way, the same version among them.</summary>
    public ImmutableArray<InstalledPackage> Replaced { get; }

    /// <summary>The entry of the database under its passing name: an environment that phases changed goes there.</summary>
    public HostPath EntryFolder => _entry.Folder;

    /// <summary>Looks through the image and the root again: for after a <c>pkg_preinst</c>, which may move things in the root.</summary>
    /// <exception cref="MergeRefusedException">The package can no longer be merged: all reasons.</exception>
    public void LookAgain(CancellationToken cancellation)
    {
        if (_written is not null) throw new InvalidOperationException("the files were written already");
        _merger.Paths.Forget();
        _plan = _merger.Plan(_request, Replaced, cancellation);
    }

    /// <summary>Writes all files of the image into the root. Accounts are those that the root has now.</summary>
    public void WriteFiles(CancellationToken cancellation)
    {
        if (_written is not null) throw new InvalidOperationException("the files were written already");
        var placement = new ProtectedPlacement(_merger.Protection, new RecordedFiles(Replaced, _merger.Paths));
        using var writer = new RootWriter(_merger.Folder, new Owners(AccountDatabase.Read(_merger.Folder)));
        var image = new ImageWriter(_merger.Folder, _plan, placement, writer);
        image.Write(_request.Image, cancellation);
        _real = [.. _plan.Values.Select(member => member.Real)];
        _written = image;
        if (image.PathsChanged) _merger.Paths.Forget();
    }

    /// <summary>Removes what a package that makes way owned alone, and the new one has not.</summary>
    public void RemoveFilesOf(InstalledPackage replaced, CancellationToken cancellation)
    {
        if (_written is null) throw new InvalidOperationException("the new files come first");
        if (!_pending.Remove(replaced)) throw new ArgumentException($"{replaced.Id} does not make way, or is gone already", nameof(replaced));
        _removal.Remove(replaced, _real, cancellation);
    }

    /// <summary>Gives the package its entry in the database, and takes out those of what it replaced.</summary>
    public MergeResult Commit()
    {
        if (_written is null || _pending.Count > 0)
            throw new InvalidOperationException("all files are written, and those of all replaced packages removed, before a merge is committed");
        if (_merger.SyncBeforeCommit) _merger.Folder.Folder.SyncFileSystem();
        var package = _entry.Commit(Contents.Of(_written.Contents));
        foreach (var old in Replaced.Where(old => old.Id != package.Id)) _merger.Database.Remove(old.Id);
        if (_removal.PathsChanged) _merger.Paths.Forget();
        return new MergeResult(package, [.. _written.Written], [.. _written.Protected], [.. _removal.Removed], [.. _removal.Left]);
    }

    /// <inheritdoc/>
    public void Dispose() => _entry.Dispose();
}
