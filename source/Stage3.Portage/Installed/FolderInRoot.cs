using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Portage.Installed;

/// <summary>
/// Where a folder of a root is on the host: symlinks on the way are followed as a process inside the root would, so that none of them
/// (<c>var -> /</c>) leads to a folder of the host. What is not there yet is added as it is.
/// </summary>
public static class FolderInRoot
{
    /// <summary>The folder's real path on the host.</summary>
    /// <exception cref="Stage3Exception">A symlink on the way points to nothing in the root, or in circles.</exception>
    public static HostPath Of(HostPath root, BytePath path)
    {
        if (!root.IsFolder) return root / path.Bytes.ToString();
        using var opened = RootFolder.Open(root);
        var here = BytePath.Root;
        foreach (var component in path.Bytes.ToString().Split('/'))
        {
            var next = here.Child(ByteString.Of(component));
            here = RootLookup.Find(opened, next)?.Path ?? (opened.TryStatus(next, out _) ? throw Dangling(root, next) : next);
        }
        return here.IsRoot ? root : root / here.Bytes.ToString();
    }

    private static Stage3Exception Dangling(HostPath root, BytePath link) => new(
        $"the way to a folder of the root goes through {link}, a symlink to nothing in the root",
        $"{root.Value.TrimEnd('/')}{link}",
        "make the folder that it points to, as seen from inside the root, or take the symlink out");
}
