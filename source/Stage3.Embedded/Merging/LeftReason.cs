namespace Stage3.Embedded.Merging;

/// <summary>Why a path of a package that goes is not removed.</summary>
public enum LeftReason
{
    /// <summary>CONFIG_PROTECT covers it, and it was changed since it was installed.</summary>
    ProtectedAndChanged,

    /// <summary>It is something of another type now.</summary>
    OtherType,

    /// <summary>A folder that has something in it, or on which something is mounted.</summary>
    FolderInUse,

    /// <summary>A symlink to a folder, through which another package names its files.</summary>
    SymlinkInUse,
}
