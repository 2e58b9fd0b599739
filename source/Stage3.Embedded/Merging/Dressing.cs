using Stage3.Archives.Tar;
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
        foreach (var attribute in entry.Xattrs) folder.SetXattr(name, attribute);
        folder.SetModified(name, entry.Modified);
    }
}
