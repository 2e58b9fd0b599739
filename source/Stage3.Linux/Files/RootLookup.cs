namespace Stage3.Linux.Files;

/// <summary>
/// Finds files below a root as a process inside it would: symlinks are followed, the last component among them, and none leads
/// out of the root. <see cref="RootFolder"/> stops before the last component.
/// </summary>
public static class RootLookup
{
    // As many as the kernel follows (MAXSYMLINKS).
    private const int MaximumLinks = 40;

    /// <summary>The entry that the path leads to; null where there is none.</summary>
    /// <exception cref="FileException">Too many symlinks (ELOOP), or the kernel refuses.</exception>
    public static FoundEntry? Find(RootFolder root, BytePath path)
    {
        ArgumentNullException.ThrowIfNull(root);
        var pending = new Stack<ByteString>();
        Push(pending, path.Bytes);
        // Has no symlink in it at any time, so that its parent is what ".." means.
        var here = new FoundEntry(BytePath.Root, root.Folder.Status());
        for (var links = 0; pending.TryPop(out var component);)
        {
            if (!here.Status.IsFolder) return null;
            if (component.Span is [(byte)'.', (byte)'.'])
            {
                here = At(root, here.Path.Parent) ?? here;
                continue;
            }
            if (At(root, here.Path.Child(component)) is not { } next) return null;
            if (next.Status.Type != FileType.Symlink)
            {
                here = next;
                continue;
            }
            if (++links > MaximumLinks) throw new FileException("follow", path.ToString(), Errno.Loop);
            using var folder = root.OpenFolder(here.Path);
            var target = folder.ReadLink(component);
            if (target.Span is [(byte)'/', ..]) here = new FoundEntry(BytePath.Root, root.Folder.Status());
            Push(pending, target);
        }
        return here;
    }

    private static FoundEntry? At(RootFolder root, BytePath path) =>
        root.TryStatus(path, out var status) ? new FoundEntry(path, status) : null;

    private static void Push(Stack<ByteString> pending, ByteString path)
    {
        var components = new List<ByteString>();
        foreach (var range in path.Span.Split((byte)'/'))
            if (path.Span[range] is not ([] or [(byte)'.'])) components.Add(ByteString.Of(path.Span[range]));
        for (var index = components.Count - 1; index >= 0; index--) pending.Push(components[index]);
    }
}
