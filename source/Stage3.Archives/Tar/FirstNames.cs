using System.Runtime.InteropServices;
using Stage3.Linux.Files;

namespace Stage3.Archives.Tar;

/// <summary>
/// Remembers files and symlinks that have several names until all of these were seen: every further one is a hard link to the first. GNU tar
/// stores each name of a device or pipe as a node of its own. Not for several threads.
/// </summary>
public sealed class FirstNames
{
    private readonly Dictionary<(DeviceNumber Device, ulong Inode), (BytePath Path, uint Left)> _files = [];

    /// <summary>The path that the same file had before; null where it is the first.</summary>
    public BytePath? Of(WalkEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var status = entry.Status;
        if (status.Links < 2 || status.Type is not (FileType.File or FileType.Symlink)) return null;
        var file = (status.Device, status.Inode);
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_files, file, out var isKnown);
        if (!isKnown)
        {
            first = (entry.Path, (uint)status.Links - 1);
            return null;
        }

        var path = first.Path;
        first.Left--;
        // Trees of millions of pairs are not remembered to their end.
        if (first.Left == 0) _ = _files.Remove(file);
        return path;
    }
}
