using System.Collections.Immutable;
using Stage3.Embedded.Libraries;
using Stage3.Linux.Files;
using Stage3.Portage.Accounts;
using Stage3.Portage.Installed;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Merging;

/// <summary>
/// A merge that was begun. Its steps are called in this order, phases in between (PMS 9.2): <see cref="WriteFiles"/>, for each of <see cref="Replaced"/>
/// <c>pkg_prerm</c>, <see cref="RemoveFilesOf"/>, <c>pkg_postrm</c>, then <see cref="Commit"/>, <c>pkg_postinst</c> and <see cref="Finish"/>; with <see cref="ImageMerger.Sync"/>
/// before the first and before <see cref="Commit"/>, once for several packages. Disposed before <see cref="WriteFiles"/>, nothing of it stays; disposed between that and
/// <see cref="Commit"/>, the package does not count as installed, and <see cref="ImageMerger.Recover"/> takes its files back.
/// </summary>
public sealed class PackageMerge : IDisposable
{
    private readonly ImageMerger _merger;
    private readonly MergeRequest _request;
    private readonly StagedImage _image;
    private readonly MergingEntry _entry;
    private readonly FileRemoval _removal;
    private readonly List<InstalledPackage> _pending;
    private TakenLibraries? _taken;
    private InstalledPackage? _entered;
    private ImmutableArray<ContentsEntry> _kept = [];
    private HashSet<BytePath> _real = [];
    private bool _committed;
    private ImageWriter? _written;

    internal PackageMerge(ImageMerger merger, MergeRequest request, StagedImage image, ImmutableArray<InstalledPackage> replaced)
    {
        (_merger, _request, _image, Replaced, _pending) = (merger, request, image, replaced, [.. replaced]);
        _removal = new FileRemoval(merger, merger.Memory);
        _entry = merger.Database.Begin(request.Package, request.Info, image.Contents, request.Draft);
        if (request.HasMoreToDo || Others.Any()) _entry.NoteUnfinished(Others);
    }

    /// <summary>Installed packages that make way, the same version among them.</summary>
    public ImmutableArray<InstalledPackage> Replaced { get; }

    private IEnumerable<PackageId> Others => Replaced.Where(old => old.Id != _request.Package).Select(old => old.Id);

    /// <summary>Gives all files of the image their places in the root. Accounts are those that the root has now.</summary>
    /// <exception cref="MergeRefusedException">The package cannot be merged: all reasons. Nothing was written.</exception>
    public void WriteFiles(CancellationToken cancellation)
    {
        if (_written is not null) throw new InvalidOperationException("the files were written already");
        _taken = _merger.Libraries.Takeable();
        ImmutableArray<InstalledPackage> makingWay = [.. Replaced, .. _request.Blocked.Select(_merger.Database.Find).OfType<InstalledPackage>()];
        using var planner = new MergePlanner(_merger.Folder, _merger.Database, _merger.Paths, _merger.Protection.Current, _merger.Policy.Collisions, makingWay, _taken);
        planner.Look(_image, cancellation);
        if (!planner.Problems.IsEmpty) throw new MergeRefusedException(_request.Package, _merger.Root, planner.Problems);
        _image.Keeper?.Share(_image.Folder);
        // Who goes back to an older version is asked anew.
        var policy = Replaced.MaxBy(old => old.Counter) is { } last && _request.Package < last.Id ? _merger.Policy with { OffersAgain = true } : _merger.Policy;
        policy = policy with { Protection = _merger.Protection.Current };
        var placement = new ProtectedPlacement(policy, new RecordedFiles(Replaced, _merger.Paths), _merger.Memory);
        using var writer = new RootWriter(_merger.Folder, new Owners(() => AccountDatabase.Read(_merger.Folder)));
        _written = new ImageWriter(_merger.Folder, _image, placement, writer);
        _written.Write(planner.Members, cancellation);
        _real = [.. planner.Members.Select(member => member.Real)];
        if (_written.PathsChanged) _merger.Paths.Forget();
        if (!Replaced.IsEmpty) KeepLibraries();
    }

    /// <summary>Removes what a package that makes way owned alone, and the new one has not.</summary>
    public void RemoveFilesOf(InstalledPackage replaced, CancellationToken cancellation)
    {
        if (_written is null) throw new InvalidOperationException("the new files come first");
        if (!_pending.Remove(replaced)) throw new ArgumentException($"{replaced.Id} does not make way, or is gone already", nameof(replaced));
        _removal.Remove(replaced, _real, cancellation);
        if (_removal.PathsChanged) _merger.Paths.Forget();
    }

    /// <summary>Lets the packages that are merged next see it, though its entry has no name yet.</summary>
    public InstalledPackage Enter()
    {
        if (_entered is not null) return _entered;
        _entered = _entry.Enter();
        _merger.Protection.Changed(Replaced.Append(_entered).SelectMany(package => package.Contents.Entries));
        _merger.Libraries.Enter(_entered, Replaced, _kept.Where(entry => entry.Kind != ContentsKind.Folder).Select(entry => entry.Path));
        return _entered;
    }

    /// <summary>Gives the package its entry in the database, and takes out those of what it replaced.</summary>
    public MergeResult Commit()
    {
        if (_written is null || _pending.Count > 0)
            throw new InvalidOperationException("all files are written, and those of all replaced packages removed, before a merge is committed");
        var package = Enter();
        _entry.Commit();
        _committed = true;
        _image.Keeper?.Commit();
        _merger.Libraries.Commit(package, _taken);
        foreach (var old in Replaced.Where(old => old.Id != package.Id)) _merger.Database.Remove(old.Id);
        if (!_request.HasMoreToDo) Finish();
        return new MergeResult(package, [.. _written.Written], [.. _written.Protected], [.. _removal.Removed], [.. _removal.Left]);
    }

    /// <summary>All that was to be done with the package is done.</summary>
    public void Finish() => _merger.Database.NoteFinished(_request.Package);

    // Of several that make way, those of the one that was installed last, as Portage has it.
    private void KeepLibraries()
    {
        if (ImageMerger.IsBound(_request.Info) || Replaced.Any(ImageMerger.IsBound)) return;
        var news = NeededEntry.Read((_request.Info.Bytes(NeededEntry.Key) ?? []).AsSpan());
        _kept = _merger.Libraries.Needed(Replaced.MaxBy(old => old.Counter)!, news, _real.Contains);
        if (_kept.IsEmpty) return;
        _entry.Keep(_kept, Others);
        _real.UnionWith(_kept.Select(entry => _merger.Paths.Entry(entry.Path)).OfType<BytePath>());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _image.Dispose();
        _request.Draft?.Dispose();
        // What has begun to get its places is taken back by the next run, which must know what it is.
        if (_written is not null && !_committed) _entry.Leave();
        else _entry.Dispose();
    }
}
