namespace Stage3.Linux.Files;

/// <summary>
/// What openat2(2) with RESOLVE_IN_ROOT does, one component at a time: every folder on the way is held open, so
/// <c>..</c> goes back to where we came from and never above the root.
/// </summary>
internal static class StepwiseLookup
{
    // As many as the kernel follows (MAXSYMLINKS).
    private const int MaximumLinks = 40;

    /// <summary>Opens a folder; answers 0 or an error number.</summary>
    internal static int Open(FolderHandle root, BytePath path, out FolderHandle? folder)
    {
        var way = new Stack<FolderHandle>();
        var pending = new Stack<ByteString>();
        var links = 0;
        Push(pending, path.Bytes);
        folder = null;
        try
        {
            while (pending.TryPop(out var component))
            {
                if (component.Span is [(byte)'.', (byte)'.'])
                {
                    if (way.TryPop(out var left)) left.Dispose();
                    continue;
                }
                var here = way.TryPeek(out var top) ? top : root;
                if (!here.TryStatus(component, out var status)) return Errno.NoEntry;
                if (status.Type == FileType.Symlink)
                {
                    if (++links > MaximumLinks) return Errno.Loop;
                    var target = here.ReadLink(component);
                    if (target.Span[0] == '/') Clear(way);
                    Push(pending, target);
                }
                else if (status.IsFolder) way.Push(here.OpenFolder(component));
                else return Errno.NotFolder;
            }
            folder = way.TryPop(out var found) ? found : root.OpenAgain();
            return 0;
        }
        catch (FileException e)
        {
            return e.Errno;
        }
        finally
        {
            Clear(way);
        }
    }

    private static void Push(Stack<ByteString> pending, ByteString path)
    {
        var components = new List<ByteString>();
        foreach (var range in path.Span.Split((byte)'/'))
            if (path.Span[range] is not ([] or [(byte)'.'])) components.Add(ByteString.Of(path.Span[range]));
        for (var i = components.Count - 1; i >= 0; i--) pending.Push(components[i]);
    }

    private static void Clear(Stack<FolderHandle> way)
    {
        while (way.TryPop(out var folder)) folder.Dispose();
    }
}
