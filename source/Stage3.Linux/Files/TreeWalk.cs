namespace Stage3.Linux.Files;

/// <summary>
/// Goes through a tree: the root first, every folder before what is in it, names in the order of their bytes, so the
/// same tree gives the same sequence on every file system. Symlinks are yielded and never followed. Any depth is
/// walked with a bounded number of open folders and no recursion.
/// </summary>
public static class TreeWalk
{
    // Folders kept open on the way down; those above are opened again through ".." on the way up.
    private const int OpenFolders = 32;

    /// <summary>As <see cref="Walk(HostPath, Func{WalkEntry, bool}?, Action{BytePath, Stage3Exception}?, CancellationToken)"/>, but something that vanishes or is replaced meanwhile is a <see cref="Stage3Exception"/>.</summary>
    public static IEnumerable<WalkEntry> Walk(HostPath root, Func<WalkEntry, bool>? descend, CancellationToken cancellation) =>
        Walk(root, descend, lost: null, cancellation);

    /// <summary>Walks a tree lazily. What vanishes meanwhile, is replaced or cannot be entered is told and left out.</summary>
    /// <param name="root">The folder to begin with.</param>
    /// <param name="descend">Asked for each folder after it was yielded: false leaves out what is in it. All are entered where it is null.</param>
    /// <param name="lost">Told of each path that was there when its folder was read and was gone, or something else, when the walk came to it, with the reason; where it is null, that is an error.</param>
    /// <param name="cancellation">Looked at before each entry.</param>
    /// <exception cref="Stage3Exception">The way back up is lost, because a folder on it was moved away.</exception>
    public static IEnumerable<WalkEntry> Walk(HostPath root, Func<WalkEntry, bool>? descend, Action<BytePath, Stage3Exception>? lost, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(root);
        return Iterate(root, descend, lost, cancellation);
    }

    private static IEnumerable<WalkEntry> Iterate(HostPath root, Func<WalkEntry, bool>? descend, Action<BytePath, Stage3Exception>? lost, CancellationToken cancellation)
    {
        var way = new List<Level>();
        try
        {
            way.Add(Level.Open(FolderHandle.Open(root), BytePath.Root));
            var first = new WalkEntry(way[0].Folder!, default, BytePath.Root, way[0].Status);
            yield return first;
            if (descend?.Invoke(first) == false) yield break;
            way[0].ReadNames();

            while (way.Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                var level = way[^1];
                if (!level.TryNext(out var name))
                {
                    Leave(way);
                    continue;
                }
                var path = level.Path.Child(name);
                if (!level.Folder!.TryStatus(name, out var status))
                {
                    var gone = new FileException("look at", $"{level.Folder.Location}/{name}", Errno.NoEntry);
                    if (lost is null) throw gone;
                    lost(path, gone);
                    continue;
                }
                var entry = new WalkEntry(level.Folder!, name, path, status);
                yield return entry;
                if (entry.Status.IsFolder && descend?.Invoke(entry) != false) Enter(way, entry, name, lost);
            }
        }
        finally
        {
            foreach (var level in way) level.Folder?.Dispose();
        }
    }

    private static void Enter(List<Level> way, WalkEntry entry, ByteString name, Action<BytePath, Stage3Exception>? lost)
    {
        Level? level = null;
        try
        {
            level = Level.Open(way[^1].Folder!.OpenFolder(name), entry.Path);
            if (!level.Status.IsSameFile(entry.Status)) throw Replaced(level);
            level.ReadNames();
        }
        catch (Stage3Exception reason)
        {
            level?.Close();
            if (lost is null) throw;
            lost(entry.Path, reason);
            return;
        }
        way.Add(level);
        if (way.Count > OpenFolders) way[^(OpenFolders + 1)].Close();
    }

    private static void Leave(List<Level> way)
    {
        var level = way[^1];
        if (way.Count > 1 && way[^2].Folder is null) way[^2].Reopen(level.Folder!);
        way.RemoveAt(way.Count - 1);
        level.Close();
        if (way.Count > 0 && !way[^1].Folder!.Status().IsSameFile(way[^1].Status)) throw Replaced(way[^1]);
    }

    private static Stage3Exception Replaced(Level level) => new(
        "a folder was replaced while the tree was walked",
        level.Path.ToString(),
        "make sure that nothing else changes the tree meanwhile, and run again");

    private sealed class Level
    {
        private List<ByteString> _names = [];
        private int _next;

        private Level(FolderHandle folder, BytePath path, FileStatus status) => (Folder, Path, Status) = (folder, path, status);

        internal FolderHandle? Folder { get; private set; }

        internal BytePath Path { get; }

        internal FileStatus Status { get; }

        internal static Level Open(FolderHandle folder, BytePath path) => new(folder, path, folder.Status());

        internal void ReadNames() => _names = Folder!.ReadNames();

        internal bool TryNext(out ByteString name)
        {
            var more = _next < _names.Count;
            name = more ? _names[_next++] : default;
            return more;
        }

        internal void Close()
        {
            Folder?.Dispose();
            Folder = null;
        }

        internal void Reopen(FolderHandle child) => Folder = child.OpenParent();
    }
}
