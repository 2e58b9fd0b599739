using System.Collections;
using Stage3.Chroot.Roots;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Chroot.Integrity;

/// <summary>
/// How the disk differs from the installed database, found in the same walk that the rules look at: what a file is is known there, and only
/// contents are read. What the walk did not come to is looked for by its path.
/// </summary>
internal sealed class InstalledComparison(InstalledFiles installed, RootFiles files) : IDisposable
{
    private readonly BitArray _seen = new(installed.Count);
    private readonly Md5Reader _md5 = new();

    /// <summary>Files that are not on the disk.</summary>
    public List<InstalledFile> Missing { get; } = [];

    /// <summary>Files that are otherwise on the disk than every package says that has them, and how.</summary>
    public List<(InstalledFile File, string How)> Changed { get; } = [];

    /// <summary>Files that no package changed since it put them there, but something gave another time.</summary>
    public List<InstalledFile> Touched { get; } = [];

    /// <summary>Compares what the walk came to.</summary>
    public void Visit(RootEntry entry)
    {
        if (installed.LastLineOf(entry.Path) is >= 0 and var last) Compare(last, entry.Status, entry);
    }

    /// <summary>Looks for what the walk did not come to.</summary>
    public void End()
    {
        foreach (var last in installed.LastLines.Where(last => !_seen[last]).Order().ToList())
        {
            if (files.Status(installed[last].Entry.Path) is { } status) Compare(last, status, walked: null);
            else Missing.AddRange(Lines(last).Reverse().Select(line => installed[line]));
        }
        Missing.Sort((one, other) => (one.Path, one.Line).CompareTo((other.Path, other.Line)));
    }

    /// <inheritdoc/>
    public void Dispose() => _md5.Dispose();

    private void Compare(int last, FileStatus status, RootEntry? walked)
    {
        _seen[last] = true;
        string? md5 = null;
        (InstalledFile, string)? changed = null;
        // Of several packages that put a file there, one won; which that was, only the disk knows.
        for (var line = last; line >= 0; line = installed.LineBefore(line))
        {
            var file = installed[line];
            if (Difference(file.Entry, status, walked, ref md5) is { } how)
            {
                changed = (file, how);
                continue;
            }
            if (file.Entry.Kind is ContentsKind.File or ContentsKind.Symlink && file.Entry.Mtime != status.Modified.Seconds) Touched.Add(file);
            return;
        }
        if (changed is { } found) Changed.Add(found);
    }

    private IEnumerable<int> Lines(int last)
    {
        for (var line = last; line >= 0; line = installed.LineBefore(line)) yield return line;
    }

    private string? Difference(ContentsEntry entry, FileStatus status, RootEntry? walked, ref string? md5) => entry.Kind switch
    {
        // A folder may have become a link to a folder: /lib in a merged /usr.
        ContentsKind.Folder => status.IsFolder || files.Find(entry.Path) is { Status.IsFolder: true } ? null : "is no folder",
        ContentsKind.File when status.Type != FileType.File => "is no regular file",
        ContentsKind.File => (md5 ??= Md5(entry.Path, walked)) == entry.Md5 ? null : "has another content",
        ContentsKind.Symlink when status.Type != FileType.Symlink => "is no symlink",
        ContentsKind.Symlink => (walked?.ReadLink() ?? files.ReadLink(entry.Path)) == entry.Target ? null : "points elsewhere",
        ContentsKind.Fifo => status.Type == FileType.Fifo ? null : "is no named pipe",
        _ => status.Type is FileType.CharacterDevice or FileType.BlockDevice ? null : "is no device",
    };

    private string Md5(BytePath path, RootEntry? walked)
    {
        if (walked is null) return files.Open(path, _md5.Read) ?? "";
        using var file = walked.OpenFile();
        return _md5.Read(file);
    }
}
