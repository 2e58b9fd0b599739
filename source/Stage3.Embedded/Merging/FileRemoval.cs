using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>
/// Removes from a root what a package owned alone, deepest first. Files are removed whether changed or not
/// (FEATURES=unmerge-orphans), but for protected ones.
/// </summary>
internal sealed class FileRemoval(ImageMerger merger, ConfigMemory? memory = null)
{
    private readonly HashSet<InstalledPackage> _gone = [];

    internal List<BytePath> Removed { get; } = [];

    internal List<LeftPath> Left { get; } = [];

    /// <summary>Whether a symlink went: real paths may differ from now on.</summary>
    internal bool PathsChanged { get; private set; }

    /// <summary>Removes the files of a package.</summary>
    /// <param name="package">The package; its entry in the database stays.</param>
    /// <param name="stays">Real paths that belong to what replaces it.</param>
    /// <param name="cancellation">Looked at before each path.</param>
    internal void Remove(InstalledPackage package, IReadOnlySet<BytePath> stays, CancellationToken cancellation)
    {
        _gone.Add(package);
        // Where things are is asked before a symlink on the way to them goes.
        var entries = package.Contents.Entries.Select(entry => (Entry: entry, Real: merger.Paths.Entry(entry.Path))).ToList();
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entries[i].Real is not { IsRoot: false } real || stays.Contains(real)) continue;
            if (merger.Paths.OwnersOf(real, merger.Database).All(_gone.Contains)) Remove(entries[i].Entry, real);
        }
    }

    /// <summary>
    /// Takes back what was placed of a package whose merge was ended from outside: files and symlinks that are as it has them, that nobody owns and that are not
    /// the administrator's. Folders stay: who made them is not known.
    /// </summary>
    internal void TakeBack(InstalledPackage package, CancellationToken cancellation)
    {
        foreach (var entry in package.Contents.Entries.Where(entry => entry.Kind is ContentsKind.File or ContentsKind.Symlink && !merger.Protection.Current.Covers(entry.Path)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (merger.Paths.Entry(entry.Path) is not { } real || merger.Paths.OwnersOf(real, merger.Database).Any() || !merger.Folder.TryOpenFolder(real.Parent, out var folder)) continue;
            using (folder)
            {
                if (!folder.TryStatus(real.Name, out var status) || status.IsFolder || !ExistingFile.IsUnchanged(folder, real.Name, entry)) continue;
                folder.RemoveFile(real.Name);
                PathsChanged |= status.Type == FileType.Symlink;
                Removed.Add(real);
            }
        }
    }

    private void Remove(ContentsEntry entry, BytePath real)
    {
        if (!merger.Folder.TryOpenFolder(real.Parent, out var folder)) return;
        using (folder)
        {
            var name = real.Name;
            if (!folder.TryStatus(name, out var status)) return;
            if (merger.Policy.Kept.Covers(entry.Path, status.Type == FileType.Symlink))
            {
                Left.Add(new LeftPath(real, LeftReason.Kept));
                return;
            }

            memory?.Forget(entry.Path);
            if (Reason(entry, real, folder, status) is { } reason)
            {
                Left.Add(new LeftPath(real, reason));
                return;
            }
            if (!status.IsFolder) folder.RemoveFile(name);
            else if (!folder.TryRemoveFolder(name))
            {
                Left.Add(new LeftPath(real, LeftReason.FolderInUse));
                return;
            }
            PathsChanged |= status.Type == FileType.Symlink;
            Removed.Add(real);
        }
    }

    private LeftReason? Reason(ContentsEntry entry, BytePath real, FolderHandle folder, FileStatus status)
    {
        if (status.IsFolder) return entry.Kind == ContentsKind.Folder ? null : LeftReason.OtherType;
        // Whoever touched it has had a hand in it, whatever it says now.
        var isTouched = entry.Kind != ContentsKind.Folder && status.Modified.Seconds != entry.Mtime;
        if (status.Type == FileType.Symlink && LeadsToFolder(real))
        {
            // One where the package had a folder is whoever moved that elsewhere, and goes with the last package that uses it.
            if (entry.Kind is not (ContentsKind.Symlink or ContentsKind.Folder)) return LeftReason.OtherType;
            return isTouched ? LeftReason.Changed : IsWayOfOthers(real) ? LeftReason.SymlinkInUse : null;
        }

        if (entry.Kind == ContentsKind.Folder) return LeftReason.OtherType;
        return merger.Protection.Current.Covers(entry.Path) && (isTouched || !ExistingFile.IsUnchanged(folder, real.Name, entry)) ? LeftReason.Changed : null;
    }

    private bool LeadsToFolder(BytePath symlink)
    {
        if (!merger.Folder.TryOpenFolder(symlink, out var target)) return false;
        target.Dispose();
        return true;
    }

    private bool IsWayOfOthers(BytePath symlink) => merger.Database.Packages.Where(package => !_gone.Contains(package))
        .Any(package => package.Contents.Entries.Any(entry => entry.Path != symlink && symlink.Contains(entry.Path)));
}
