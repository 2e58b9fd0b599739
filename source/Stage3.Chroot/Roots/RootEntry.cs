using Microsoft.Win32.SafeHandles;
using Stage3.Linux.Files;

namespace Stage3.Chroot.Roots;

/// <summary>A file of the root that the walk came to.</summary>
internal sealed class RootEntry(WalkEntry entry, FileStatus status, string? package)
{
    /// <summary>Where it is.</summary>
    public BytePath Path => entry.Path;

    /// <summary>What it is: as the archive says, where it comes from one.</summary>
    public FileStatus Status => status;

    /// <summary>The package that brought it; null where none did.</summary>
    public string? Package => package;

    /// <summary>The target of a symlink.</summary>
    public ByteString ReadLink() => entry.ReadLink();

    /// <summary>Opens a regular file for reading.</summary>
    public SafeFileHandle OpenFile() => entry.OpenFile();
}
