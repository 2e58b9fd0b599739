using Stage3.Linux.Files;

namespace Stage3.Chroot.Roots;

/// <summary>
/// What an archive says of files that were unpacked without root's rights: owner, mode, type and attributes that the disk does not
/// have. Kept by inode, so that hard links share one record and names do not matter. Of a folder that is looked at where it is, nothing.
/// </summary>
internal sealed class RecordedFiles
{
    private readonly Dictionary<ulong, (FileStatus Status, XattrList Attributes)> _byInode = [];

    /// <summary>No records: all is as the disk says.</summary>
    public static RecordedFiles None { get; } = new();

    /// <summary>Keeps what is said of the file with that inode.</summary>
    public void Add(ulong inode, FileStatus said, XattrList attributes) => _byInode[inode] = (said, attributes);

    /// <summary>What is said of a file, or else what the disk says.</summary>
    public FileStatus Of(FileStatus onDisk) => _byInode.TryGetValue(onDisk.Inode, out var said) ? said.Status : onDisk;

    /// <summary>The attributes that are said of a file; null where the disk has them.</summary>
    public XattrList? AttributesOf(FileStatus onDisk) => _byInode.TryGetValue(onDisk.Inode, out var said) ? said.Attributes : null;
}
