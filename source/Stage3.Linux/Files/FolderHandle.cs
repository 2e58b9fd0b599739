using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stage3.Linux.Files;

/// <summary>
/// An open folder. Every call takes the bare name of an entry in it (no slash, no <c>..</c>) and never follows a
/// symlink, so that nothing done here lands elsewhere, whatever is renamed meanwhile. Failures are a
/// <see cref="FileException"/>. Calls may come from several threads.
/// </summary>
public sealed unsafe partial class FolderHandle : SafeHandleMinusOneIsInvalid
{
    private const uint BasicStatus = 0x7ff;

    internal FolderHandle(int file) : base(ownsHandle: true) => SetHandle(file);

    /// <summary>Opens a folder of the host; symlinks on the way to it are followed.</summary>
    public static FolderHandle Open(HostPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new FolderHandle(OpenAt(Native.AtCwd, ByteString.Of(path.Value), Native.OpenFlags.Folder, 0, "open the folder", path.Value));
    }

    /// <summary>Where the folder is now, for messages.</summary>
    public string Location => LocationOf("");

    /// <summary>The names in the folder but <c>.</c> and <c>..</c>, ordered by their bytes.</summary>
    public List<ByteString> ReadNames()
    {
        var names = new List<ByteString>();
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            fixed (byte* bytes = buffer)
            {
                // Through a second handle, so that the position in the folder is ours alone.
                using var reader = OpenAgain();
                while (true)
                {
                    var got = Native.ReadEntries(reader.File, bytes, (nuint)buffer.Length);
                    if (got < 0 && Retry()) continue;
                    if (got < 0) throw Failure("read the folder", default);
                    if (got == 0) break;
                    AddNames(buffer.AsSpan(0, (int)got), names);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        names.Sort();
        return names;
    }

    /// <summary>Opens a folder in this one.</summary>
    public FolderHandle OpenFolder(ByteString name) =>
        new(OpenAt(File, Checked(name), Native.OpenFlags.Folder | Native.OpenFlags.NoFollow, 0, "open the folder", null));

    /// <summary>Opens a file in this folder for reading. A pipe or device does not make it wait.</summary>
    public SafeFileHandle OpenFile(ByteString name) =>
        new(OpenAt(File, Checked(name), Native.OpenFlags.NoFollow | Native.OpenFlags.NonBlocking, 0, "open", null), ownsHandle: true);

    /// <summary>What the kernel knows of an entry.</summary>
    public FileStatus Status(ByteString name) =>
        TryStatus(name, out var status) ? status : throw new FileException("look at", LocationOf(name.ToString()), Errno.NoEntry);

    /// <summary>What the kernel knows of an entry; false where there is none.</summary>
    public bool TryStatus(ByteString name, out FileStatus status) => TryStatus(Checked(name), Native.NoFollow, out status);

    /// <summary>What the kernel knows of this folder itself.</summary>
    public FileStatus Status() =>
        TryStatus(default, Native.EmptyPath, out var status) ? status : throw new FileException("look at", Location, Errno.NoEntry);

    /// <summary>The target of a symlink.</summary>
    public ByteString ReadLink(ByteString name)
    {
        Checked(name);
        Span<byte> small = stackalloc byte[512];
        var buffer = small;
        while (true)
        {
            nint got;
            fixed (byte* at = name, bytes = buffer) got = Native.ReadLink(File, at, bytes, (nuint)buffer.Length);
            if (got < 0) throw Failure("read the symlink", name);
            if (got < buffer.Length) return ByteString.Of(buffer[..(int)got]);
            buffer = new byte[buffer.Length * 2];
        }
    }

    /// <summary>Extended attributes of an entry, in the kernel's order; none where the file system has none.</summary>
    /// <param name="name">The entry.</param>
    /// <param name="wanted">The names of those that are read; all where it is null.</param>
    public XattrList ReadXattrs(ByteString name, IReadOnlyList<ByteString>? wanted = null) => XattrCalls.Read(this, Checked(name), wanted);

    /// <summary>Extended attributes of this folder itself, all or those that are wanted.</summary>
    public XattrList ReadXattrs(IReadOnlyList<ByteString>? wanted = null) => XattrCalls.Read(this, ByteString.Of("."), wanted);

    /// <summary>Opens the folder that holds this one.</summary>
    internal FolderHandle OpenParent() =>
        new(OpenAt(File, ByteString.Of(".."), Native.OpenFlags.Folder, 0, "open the parent of", null));

    /// <summary>A second handle of this folder, with a life of its own.</summary>
    internal FolderHandle OpenAgain() =>
        new(OpenAt(File, ByteString.Of("."), Native.OpenFlags.Folder, 0, "open again", null));

    internal int File
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed || IsInvalid, this);
            return (int)DangerousGetHandle();
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Native.Close((int)handle) == 0;

    private static ByteString Checked(ByteString name) =>
        BytePath.IsName(name.Span) ? name : throw new FormatException($"'{name}' is not a name of a file in a folder");

    private static int OpenAt(int folder, ByteString name, int flags, uint mode, string action, string? where)
    {
        fixed (byte* bytes = name)
        {
            while (true)
            {
                var file = Native.Open(folder, bytes, flags | Native.OpenFlags.CloseOnExec, mode);
                if (file >= 0) return file;
                var errno = Marshal.GetLastPInvokeError();
                if (errno != Errno.Interrupted) throw new FileException(action, where ?? LocationOf(folder, name.ToString()), errno);
            }
        }
    }

    private bool TryStatus(ByteString name, int flags, out FileStatus status)
    {
        Native.StatusBuffer buffer;
        int result;
        fixed (byte* bytes = name)
            do result = Native.Status(File, bytes, flags, BasicStatus, &buffer);
            while (result < 0 && Retry());
        status = default;
        if (result < 0) return Marshal.GetLastPInvokeError() == Errno.NoEntry ? false : throw Failure("look at", name);
        status = StatusOf(in buffer);
        return true;
    }

    private static FileStatus StatusOf(in Native.StatusBuffer buffer) => new(
        TypeOf(buffer.Mode),
        buffer.Mode & 0xfff,
        buffer.User,
        buffer.Group,
        buffer.Inode,
        new DeviceNumber(buffer.DeviceMajor, buffer.DeviceMinor),
        buffer.Links,
        new DeviceNumber(buffer.NodeMajor, buffer.NodeMinor),
        (long)buffer.Size,
        new FileTime(buffer.ModifiedSeconds, (int)buffer.ModifiedNanoseconds),
        (long)buffer.Blocks)
    {
        Changed = new FileTime(buffer.ChangedSeconds, (int)buffer.ChangedNanoseconds),
    };

    private static FileType TypeOf(int mode) => (mode >> 12) switch
    {
        1 => FileType.Fifo,
        2 => FileType.CharacterDevice,
        4 => FileType.Folder,
        6 => FileType.BlockDevice,
        10 => FileType.Symlink,
        12 => FileType.Socket,
        _ => FileType.File,
    };

    private static void AddNames(ReadOnlySpan<byte> entries, List<ByteString> names)
    {
        // struct linux_dirent64: inode 8, offset 8, length of the record 2, type 1, then the name and a NUL.
        while (!entries.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(entries[16..]);
            var name = entries[19..length];
            name = name[..name.IndexOf((byte)0)];
            if (name is not ([(byte)'.'] or [(byte)'.', (byte)'.'])) names.Add(ByteString.Of(name));
            entries = entries[length..];
        }
    }

    private static bool Retry() => Marshal.GetLastPInvokeError() == Errno.Interrupted;

    internal FileException Failure(string action, ByteString name)
    {
        var errno = Marshal.GetLastPInvokeError();
        return new FileException(action, LocationOf(name.ToString()), errno);
    }

    private string LocationOf(string name) => LocationOf(File, name);

    // The kernel knows where the folder is, also after it was renamed; only very long paths are beyond it.
    private static string LocationOf(int folder, string name)
    {
        var path = new FileInfo($"/proc/self/fd/{folder}").LinkTarget ?? "(a folder without a path)";
        return name.Length == 0 ? path : $"{path.TrimEnd('/')}/{name}";
    }
}
