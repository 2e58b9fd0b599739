namespace Stage3.Archives.Tar;

/// <summary>What a member of an archive is; see "ustar Interchange Format" in POSIX, pax.</summary>
public enum PaxEntryType
{
    /// <summary>A regular file, followed by its content.</summary>
    File,

    /// <summary>A further name of a member before it.</summary>
    HardLink,

    /// <summary>A symbolic link.</summary>
    Symlink,

    /// <summary>A character device.</summary>
    CharacterDevice,

    /// <summary>A block device.</summary>
    BlockDevice,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A named pipe.</summary>
    Fifo,
}
