using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>Makes what is no file or folder, and gives anything its owner, mode, attributes and time.</summary>
internal static class Dressing
{
    private static readonly ByteString Root = ByteString.Of("root");

    /// <summary>Whether it belongs to root by number and, where it has names, by those: then no account file is asked.</summary>
    internal static bool IsRoots(PaxEntry entry) =>
        entry is { Uid: 0, Gid: 0 } && (entry.UserName.IsEmpty || entry.UserName == Root) && (entry.GroupName.IsEmpty || entry.GroupName == Root);

    /// <summary>Makes a symlink, pipe or device.</summary>
    internal static void Create(FolderHandle folder, ByteString name, PaxEntry entry)
    {
        switch (entry.Type)
        {
            case PaxEntryType.Symlink:
                folder.MakeSymlink(name, entry.SymlinkTarget);
                break;
            case PaxEntryType.CharacterDevice:
                folder.MakeNode(name, FileType.CharacterDevice, 0x180, entry.Node);
                break;
            case PaxEntryType.BlockDevice:
                folder.MakeNode(name, FileType.BlockDevice, 0x180, entry.Node);
                break;
            case PaxEntryType.Fifo:
                folder.MakeNode(name, FileType.Fifo, 0x180, default);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(entry), entry.Type, "made in another way");
        }
    }

    // In this order: a change of owner takes setuid and capabilities away, and all of it changes no time.
    internal static void Apply(FolderHandle folder, ByteString name, PaxEntry entry, uint user, uint group)
    {
        folder.SetOwner(name, user, group);
        if (entry.Type != PaxEntryType.Symlink) folder.SetMode(name, entry.Mode);
        SetAttributes(folder, name, entry);
        folder.SetModified(name, entry.Modified);
    }

    /// <summary>Sets the extended attributes: capabilities, access control lists, whatever the package has.</summary>
    /// <exception cref="Stage3Exception">The file system cannot keep one: nothing is left out in silence.</exception>
    internal static void SetAttributes(FolderHandle folder, ByteString name, PaxEntry entry)
    {
        foreach (var attribute in entry.Xattrs)
        {
            try
            {
                folder.SetXattr(name, attribute);
            }
            catch (FileException refused)
            {
                throw new Stage3Exception(
                    $"{entry.Path} of the package has the attribute {attribute.Name}, which the file system of the root does not take: {refused.What}", refused.Path,
                    "make the root on a file system with extended attributes and access control lists, or build the package without", refused);
            }
        }
    }
}
