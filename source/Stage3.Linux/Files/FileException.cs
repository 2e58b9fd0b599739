namespace Stage3.Linux.Files;

/// <summary>A system call on a file failed. Carries the kernel's error number, so that a caller who can go on may tell.</summary>
public sealed class FileException : Stage3Exception
{
    internal FileException(string action, string path, int errno)
        : base($"cannot {action}: {Files.Errno.Describe(errno)}", path, Files.Errno.Remedy(errno))
    {
        Errno = errno;
        Path = path;
    }

    /// <summary>The error number, such as 2; see errno(3).</summary>
    public int Errno { get; }

    /// <summary>The name of the error number, such as <c>ENOENT</c>.</summary>
    public string ErrnoName => Files.Errno.Name(Errno);

    /// <summary>The file, as text for people.</summary>
    public string Path { get; }

    /// <summary>True where there was no such file.</summary>
    public bool IsMissing => Errno == Files.Errno.NoEntry;
}
