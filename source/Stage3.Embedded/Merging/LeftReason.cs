namespace Stage3.Embedded.Merging;

/// <summary>Why a path of a package that goes is not removed.</summary>
public enum LeftReason
{
    /// <summary>CONFIG_PROTECT covers it, or it is a symlink to a folder, and somebody has changed or touched it since it was installed.</summary>
    Changed,

    /// <summary>It is something of another type now.</summary>
    OtherType,

    /// <summary>A folder that has something in it, or on which something is mounted.</summary>
    FolderInUse,

    /// <summary>A symlink to a folder, through which another package names its files.</summary>
    SymlinkInUse,

    /// <summary>UNINSTALL_IGNORE names it, or the layout of the root hangs on it.</summary>
    Kept,
}
