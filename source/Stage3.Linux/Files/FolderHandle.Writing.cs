using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stage3.Linux.Files;

public sealed unsafe partial class FolderHandle
{
    /// <summary>Makes a file for writing that must not exist yet. The mode is exact once <see cref="SetMode(ByteString, int)"/> was called: the umask cuts this one.</summary>
    public SafeFileHandle CreateFile(ByteString name, int mode) => new(
        OpenAt(
            File,
            Checked(name),
            Native.OpenFlags.WriteOnly | Native.OpenFlags.Create | Native.OpenFlags.Exclusive | Native.OpenFlags.NoFollow,
            (uint)mode,
            "create",
            null),
        ownsHandle: true);

    /// <summary>Makes a file that must not exist yet, for its owner alone, to be filled through its handle.</summary>
    public NewFile BeginFile(ByteString name) => new(this, name, OpenAt(
        File, Checked(name), Native.OpenFlags.WriteOnly | Native.OpenFlags.Create | Native.OpenFlags.Exclusive | Native.OpenFlags.NoFollow, 0x180, "create", null));

    /// <summary>Makes a folder that must not exist yet; the umask cuts the mode.</summary>
    public void MakeFolder(ByteString name, int mode)
    {
        fixed (byte* bytes = Checked(name)) Done(Native.MakeFolder(File, bytes, (uint)mode), "make the folder", name);
    }

    /// <summary>
    /// Asks the file system to lay the folders in this one far from each other, as chattr(1) +T does: each gets its own part of the disk and of the table of inodes. A hint,
    /// which only ext2 to ext4 know.
    /// </summary>
    public void SpreadFolders()
    {
        const int topOfHierarchy = 0x20000;
        int flags;
        if (Native.Control(File, Native.GetFlags, &flags) != 0) return;
        flags |= topOfHierarchy;
        _ = Native.Control(File, Native.SetFlags, &flags);
    }

    /// <summary>Makes a symlink; the target is any bytes, and is not looked at.</summary>
    public void MakeSymlink(ByteString name, ByteString target)
    {
        if (target.Span.Contains((byte)0)) throw new FormatException($"the symlink target '{target}' has a NUL in it");
        fixed (byte* bytes = Checked(name), to = target) Done(Native.MakeSymlink(to, File, bytes), "make the symlink", name);
    }

    /// <summary>Gives a file a further name (hard link); <paramref name="existing"/> is its name in <paramref name="folder"/>.</summary>
    public void MakeLink(ByteString name, FolderHandle folder, ByteString existing)
    {
        ArgumentNullException.ThrowIfNull(folder);
        fixed (byte* bytes = Checked(name), from = Checked(existing))
            Done(Native.MakeLink(folder.File, from, File, bytes, 0), "make the hard link", name);
    }

    /// <summary>Makes a pipe, a socket or a device; the umask cuts the mode.</summary>
    public void MakeNode(ByteString name, FileType type, int mode, DeviceNumber node)
    {
        var kind = type switch
        {
            FileType.Fifo => 1u,
            FileType.CharacterDevice => 2u,
            FileType.BlockDevice => 6u,
            FileType.Socket => 12u,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "only pipes, sockets and devices are nodes"),
        };
        fixed (byte* bytes = Checked(name))
            Done(Native.MakeNode(File, bytes, (kind << 12) | (uint)mode, node.Encoded), "make the node", name);
    }

    /// <summary>Gives an entry (also a symlink) to a user and a group by number. The kernel drops setuid, setgid and capabilities: set those after it.</summary>
    public void SetOwner(ByteString name, uint user, uint group)
    {
        fixed (byte* bytes = Checked(name)) Done(Native.SetOwner(File, bytes, user, group, Native.NoFollow), "change the owner of", name);
    }

    /// <summary>Gives this folder itself to a user and a group.</summary>
    public void SetOwner(uint user, uint group)
    {
        fixed (byte* bytes = ByteString.Empty) Done(Native.SetOwner(File, bytes, user, group, Native.EmptyPath), "change the owner of", default);
    }

    /// <summary>Sets the mode bits (0 to 07777) exactly. A symlink has none: it is refused.</summary>
    public void SetMode(ByteString name, int mode)
    {
        fixed (byte* bytes = Checked(name)) Done(Native.SetMode(File, bytes, (uint)mode, Native.NoFollow), "change the mode of", name);
    }

    /// <summary>Sets the mode bits of this folder itself.</summary>
    public void SetMode(int mode)
    {
        fixed (byte* dot = ByteString.Of(".")) Done(Native.SetMode(File, dot, (uint)mode, 0), "change the mode of", default);
    }

    /// <summary>Sets the time of modification of an entry (also a symlink); the time of access stays.</summary>
    public void SetModified(ByteString name, FileTime time) => SetModified(Checked(name), time, Native.NoFollow);

    /// <summary>Sets the time of modification of this folder itself.</summary>
    public void SetModified(FileTime time) => SetModified(ByteString.Of("."), time, 0);

    /// <summary>Sets an extended attribute of an entry; namespaces but <c>user.</c> need privileges.</summary>
    public void SetXattr(ByteString name, Xattr attribute) =>
        XattrCalls.Write(this, Checked(name), attribute);

    /// <summary>Sets an extended attribute of this folder itself.</summary>
    public void SetXattr(Xattr attribute) => XattrCalls.Write(this, ByteString.Of("."), attribute);

    /// <summary>Removes an extended attribute of an entry.</summary>
    public void RemoveXattr(ByteString name, ByteString attribute) =>
        XattrCalls.Remove(this, Checked(name), attribute);

    /// <summary>Moves an entry to a name in a folder of the same file system; a file that is there already is replaced at once.</summary>
    public void Rename(ByteString name, FolderHandle target, ByteString newName)
    {
        ArgumentNullException.ThrowIfNull(target);
        fixed (byte* bytes = Checked(name), to = Checked(newName))
            Done(Native.Rename(File, bytes, target.File, to), $"rename to {newName} the file", name);
    }

    /// <summary>As <see cref="Rename"/>, but false where the target is on another file system.</summary>
    public bool TryRename(ByteString name, FolderHandle target, ByteString newName)
    {
        ArgumentNullException.ThrowIfNull(target);
        fixed (byte* bytes = Checked(name), to = Checked(newName))
        {
            if (Native.Rename(File, bytes, target.File, to) == 0) return true;
            if (Marshal.GetLastPInvokeError() == Errno.OtherFileSystem) return false;
            throw Failure($"rename to {newName} the file", name);
        }
    }

    /// <summary>Gives each of two entries the other's name, at once; false where kernel or file system cannot (renameat2(2), RENAME_EXCHANGE).</summary>
    public bool TryExchange(ByteString name, ByteString other)
    {
        const uint exchange = 2;
        fixed (byte* bytes = Checked(name), to = Checked(other))
        {
            if (Native.Exchange(File, bytes, File, to, exchange) == 0) return true;
            if (Marshal.GetLastPInvokeError() is Errno.Invalid or Errno.NoSystemCall or Errno.NotSupported) return false;
            throw Failure($"exchange with {other} the file", name);
        }
    }

    /// <summary>Removes an entry that is no folder.</summary>
    public void RemoveFile(ByteString name)
    {
        fixed (byte* bytes = Checked(name)) Done(Native.Remove(File, bytes, 0), "remove", name);
    }

    /// <summary>Removes an empty folder.</summary>
    public void RemoveFolder(ByteString name)
    {
        fixed (byte* bytes = Checked(name)) Done(Native.Remove(File, bytes, Native.RemoveFolder), "remove the folder", name);
    }

    /// <summary>As <see cref="RemoveFolder"/>, but a folder that has something in it, or that is a mount point, stays: false.</summary>
    public bool TryRemoveFolder(ByteString name)
    {
        fixed (byte* bytes = Checked(name))
        {
            if (Native.Remove(File, bytes, Native.RemoveFolder) == 0) return true;
            if (Marshal.GetLastPInvokeError() is Errno.NotEmpty or Errno.Exists or Errno.Busy) return false;
            throw Failure("remove the folder", name);
        }
    }

    /// <summary>
    /// Takes the folder for this handle alone among all that ask so (flock(2)), until it is closed, and be it by the end of the process; false where another has it. A file system that knows no
    /// such locks keeps nobody away.
    /// </summary>
    public bool TryLock()
    {
        const int exclusive = 2, withoutWaiting = 4;
        return Native.Lock(File, exclusive | withoutWaiting) == 0 || Marshal.GetLastPInvokeError() != Errno.Again;
    }

    /// <summary>Waits until the names in this folder are on the disk; see fsync(2).</summary>
    public void Sync() => Done(Native.Sync(File), "sync the folder", default);

    /// <summary>Waits until all that was written to the file system of this folder is on the disk; see syncfs(2).</summary>
    public void SyncFileSystem() => Done(Native.SyncFileSystem(File), "sync the file system of", default);

    private void SetModified(ByteString name, FileTime time, int flags)
    {
        var times = stackalloc Native.TimeBuffer[2];
        times[0] = Native.TimeBuffer.Kept;
        times[1] = new Native.TimeBuffer { Seconds = time.Seconds, Nanoseconds = time.Nanoseconds };
        fixed (byte* bytes = name) Done(Native.SetTimes(File, bytes, times, flags), "set the time of", name);
    }

    private void Done(int result, string action, ByteString name)
    {
        if (result < 0) throw Failure(action, name);
    }
}
