using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>
/// The folder <c>.stage3-merging</c> of a root, readable by its owner alone: images are unpacked there, on the file system where they will stay, and
/// get their names by rename(2). Several images at once.
/// </summary>
internal sealed class StagingFolder(RootFolder root, HostPath path) : IDisposable
{
    internal static readonly ByteString Name = ByteString.Of(".stage3-merging");
    private readonly Lock _gate = new();
    private FolderHandle? _folder;
    private int _count;
    private int _drafts;

    /// <summary>A folder for one image.</summary>
    internal StagedFolder Begin()
    {
        lock (_gate)
        {
            _folder ??= MakeAnew();
            var name = ByteString.Of($"{_count++}");
            _folder.MakeFolder(name, 0x1c0);
            return new StagedFolder(_folder, name);
        }
    }

    /// <summary>Writes the keys of a package's entry, to be moved into the database when its merge begins.</summary>
    internal EntryDraft Draft(BuildInfo info)
    {
        lock (_gate) _folder ??= MakeAnew();
        return EntryDraft.Write(_folder, ByteString.Of($"{Interlocked.Increment(ref _drafts)}-entry"), info);
    }

    /// <summary>Removes it with all that lies there, also what a killed run left. The next image makes it anew.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            _folder?.Dispose();
            _folder = null;
            TreeRemoval.Remove(path / Name.ToString(), CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder is not null) Clear();
    }

    private FolderHandle MakeAnew()
    {
        TreeRemoval.Remove(path / Name.ToString(), CancellationToken.None);
        root.Folder.MakeFolder(Name, 0x1c0);
        var folder = root.Folder.OpenFolder(Name);
        folder.SpreadFolders();
        return folder;
    }
}
