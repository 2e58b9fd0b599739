using Stage3.Linux.Files;

namespace Stage3.Archives.Tar;

/// <summary>A member of a tar archive: all but its content.</summary>
/// <param name="Path">Where it goes, from the root that the archive is unpacked into.</param>
/// <param name="Type">What it is.</param>
public sealed record PaxEntry(BytePath Path, PaxEntryType Type)
{
    /// <summary>Permission bits with setuid, setgid and sticky: 0 to 07777.</summary>
    public int Mode { get; init; }

    /// <summary>Number of the owning user, on the machine where the archive was made.</summary>
    public uint Uid { get; init; }

    /// <summary>Number of the owning group.</summary>
    public uint Gid { get; init; }

    /// <summary>Name of the owning user; empty where the archive has numbers only.</summary>
    public ByteString UserName { get; init; }

    /// <summary>Name of the owning group; empty where the archive has numbers only.</summary>
    public ByteString GroupName { get; init; }

    /// <summary>When the content was last changed.</summary>
    public FileTime Modified { get; init; }

    /// <summary>Bytes of content; 0 for all that is no file.</summary>
    public long Size { get; init; }

    /// <summary>Target of a symlink: any bytes but NUL. Empty for all else.</summary>
    public ByteString SymlinkTarget { get; init; }

    /// <summary>For a hard link: the path of the member that it is a further name of.</summary>
    public BytePath HardLinkTarget { get; init; }

    /// <summary>For a device: which one.</summary>
    public DeviceNumber Node { get; init; }

    /// <summary>Extended attributes.</summary>
    public XattrList Xattrs { get; init; } = XattrList.Empty;
}
