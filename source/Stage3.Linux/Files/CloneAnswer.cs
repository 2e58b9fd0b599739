namespace Stage3.Linux.Files;

/// <summary>What became of an attempt to let two files share their content.</summary>
public enum CloneAnswer
{
    /// <summary>They do.</summary>
    Done,

    /// <summary>The file system cannot, as ext4 and tmpfs cannot.</summary>
    NotSupported,

    /// <summary>The files lie on two file systems, or below two mounts of one.</summary>
    OtherFileSystem,
}
