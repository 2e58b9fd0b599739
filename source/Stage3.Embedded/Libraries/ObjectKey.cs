using Stage3.Linux.Files;

namespace Stage3.Embedded.Libraries;

/// <summary>Which file a path leads to, whatever its names: by device and inode where it is there, else by where it would be.</summary>
/// <param name="Device">The device.</param>
/// <param name="Inode">The number; 0 where there is none.</param>
/// <param name="Missing">Where nothing is.</param>
internal readonly record struct ObjectKey(DeviceNumber Device, ulong Inode, BytePath Missing)
{
    /// <summary>Whether the file is there.</summary>
    internal bool IsThere => Inode != 0;

    internal static ObjectKey Of(FileStatus status) => new(status.Device, status.Inode, default);
}
