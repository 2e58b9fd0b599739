using Microsoft.Win32.SafeHandles;

namespace Stage3.Linux.Files;

/// <summary>One entry that a walk came to. What it reads on demand can be read until the walk goes on to the next one.</summary>
public sealed class WalkEntry
{
    private readonly FolderHandle _folder;
    private readonly ByteString _name;

    internal WalkEntry(FolderHandle folder, ByteString name, BytePath path, FileStatus status) =>
        (_folder, _name, Path, Status) = (folder, name, path, status);

    /// <summary>Where it is, from the root of the walk; the root itself is <see cref="BytePath.Root"/>.</summary>
    public BytePath Path { get; }

    /// <summary>What the kernel knew of it when the walk came there.</summary>
    public FileStatus Status { get; }

    /// <summary>The target of a symlink.</summary>
    public ByteString ReadLink() => _folder.ReadLink(_name);

    /// <summary>Its extended attributes, in the kernel's order.</summary>
    /// <param name="wanted">The names of those that are read; all where it is null.</param>
    public XattrList ReadXattrs(IReadOnlyList<ByteString>? wanted = null) => Path.IsRoot ? _folder.ReadXattrs(wanted) : _folder.ReadXattrs(_name, wanted);

    /// <summary>Opens a regular file for reading.</summary>
    public SafeFileHandle OpenFile() => _folder.OpenFile(_name);

    /// <summary>The path, for people.</summary>
    public override string ToString() => Path.ToString();
}
