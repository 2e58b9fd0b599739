namespace Stage3.Linux.Files;

/// <summary>
/// Removes a tree, whatever its names, its modes and its depth. Symlinks are removed, not followed, and nothing
/// beyond a mount point is touched: that is an error.
/// </summary>
public static class TreeRemoval
{
    /// <summary>Removes a file, or a folder with all that is in it. What is not there is as good as removed.</summary>
    public static void Remove(HostPath path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = ByteString.Of(path.Name);
        if (!path.Parent.IsFolder) return;
        using var parent = FolderHandle.Open(path.Parent);
        if (!parent.TryStatus(name, out var status)) return;
        if (!status.IsFolder)
        {
            parent.RemoveFile(name);
            return;
        }
        using (var folder = Enter(parent, name)) Empty(folder, cancellation);
        parent.RemoveFolder(name);
    }

    // A folder within a folder is moved to the top before its own turn comes: so any depth needs two handles.
    private static void Empty(FolderHandle top, CancellationToken cancellation)
    {
        var moved = 0;
        var folders = new Queue<ByteString>(RemoveFiles(top));
        while (folders.TryDequeue(out var name))
        {
            cancellation.ThrowIfCancellationRequested();
            using (var folder = Enter(top, name))
            {
                foreach (var below in RemoveFiles(folder))
                {
                    if (folder.TryRemoveFolder(below)) continue;
                    ByteString free;
                    do free = ByteString.Of($".stage3-removing-{moved++}");
                    while (top.TryStatus(free, out _));
                    using (Enter(folder, below)) folder.Rename(below, top, free);
                    folders.Enqueue(free);
                }
            }
            top.RemoveFolder(name);
        }
    }

    private static List<ByteString> RemoveFiles(FolderHandle folder)
    {
        var folders = new List<ByteString>();
        foreach (var name in folder.ReadNames())
        {
            if (folder.Status(name).IsFolder) folders.Add(name);
            else folder.RemoveFile(name);
        }
        return folders;
    }

    // A folder that its owner may not read or write, such as those of Go's module cache.
    private static FolderHandle Enter(FolderHandle parent, ByteString name)
    {
        if ((parent.Status(name).Mode & 0x1c0) != 0x1c0) parent.SetMode(name, 0x1c0);
        return parent.OpenFolder(name);
    }
}
