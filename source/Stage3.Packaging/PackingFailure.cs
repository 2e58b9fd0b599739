namespace Stage3.Packaging;

/// <summary>Why there is no archive.</summary>
public enum PackingFailure
{
    /// <summary>No room where the archive goes (ENOSPC, EDQUOT, EFBIG).</summary>
    DiskFull,

    /// <summary>A file of the root changed, was replaced or vanished.</summary>
    RootChanged,

    /// <summary>Something of the root cannot be read, or not be put into an archive.</summary>
    Unreadable,

    /// <summary>The archive would lie inside the root that it is made of.</summary>
    OutputInsideRoot,

    /// <summary>What was read back is not what was packed.</summary>
    ReadBackDiffers,
}
