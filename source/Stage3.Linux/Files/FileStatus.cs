namespace Stage3.Linux.Files;

/// <summary>
/// What the kernel knows of a file, without following symlinks; see statx(2). A value of the moment it was asked.
/// </summary>
/// <param name="Type">What kind of file it is.</param>
/// <param name="Mode">Permission bits with setuid, setgid and sticky: 0 to 07777.</param>
/// <param name="Uid">Number of the owning user.</param>
/// <param name="Gid">Number of the owning group.</param>
/// <param name="Inode">Number of the file on its device.</param>
/// <param name="Device">The device (file system) that the file is on.</param>
/// <param name="Links">Number of names that the file has.</param>
/// <param name="Node">For a device file: which device it stands for.</param>
/// <param name="Size">Bytes of content; of a symlink: of its target.</param>
/// <param name="Modified">When the content was last changed.</param>
/// <param name="Blocks">Allocated blocks of 512 bytes: fewer than <paramref name="Size"/> asks for means that the file has holes.</param>
public readonly record struct FileStatus(
    FileType Type,
    int Mode,
    uint Uid,
    uint Gid,
    ulong Inode,
    DeviceNumber Device,
    uint Links,
    DeviceNumber Node,
    long Size,
    FileTime Modified,
    long Blocks)
{
    /// <summary>When anything of it was last changed, its name and the names in a folder among them; nobody can set it.</summary>
    public FileTime Changed { get; init; }

    /// <summary>True for a folder.</summary>
    public bool IsFolder => Type == FileType.Folder;

    /// <summary>True where both name the same file, by device and inode.</summary>
    public bool IsSameFile(FileStatus other) => Inode == other.Inode && Device == other.Device;
}
