using System.Runtime.InteropServices;

namespace Stage3.Linux.Files;

/// <summary>glibc's file calls as they are, for x86-64 and arm64. Names are NUL-terminated bytes; errors are in errno.</summary>
internal static unsafe partial class Native
{
    private const string C = "libc";

    internal const int AtCwd = -100;
    internal const int NoFollow = 0x100;
    internal const int RemoveFolder = 0x200;
    internal const int EmptyPath = 0x1000;
    internal const nuint GetFlags = 0x80086601;
    internal const nuint SetFlags = 0x40086602;
    internal const nuint Clone = 0x40049409;

    [LibraryImport(C, EntryPoint = "openat", SetLastError = true)]
    internal static partial int Open(int folder, byte* name, int flags, uint mode);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint OpenConfined(nint number, nint folder, byte* name, OpenHow* how, nint size);

    [LibraryImport(C, EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(int file, int operation);

    [LibraryImport(C, EntryPoint = "lseek", SetLastError = true)]
    internal static partial long Seek(SafeHandle file, long offset, int whence);

    [LibraryImport(C, EntryPoint = "lseek", SetLastError = true)]
    internal static partial long Seek(int file, long offset, int whence);

    [LibraryImport(C, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int file);

    [LibraryImport(C, EntryPoint = "statx", SetLastError = true)]
    internal static partial int Status(int folder, byte* name, int flags, uint mask, StatusBuffer* buffer);

    [LibraryImport(C, EntryPoint = "getdents64", SetLastError = true)]
    internal static partial nint ReadEntries(int folder, byte* buffer, nuint size);

    [LibraryImport(C, EntryPoint = "readlinkat", SetLastError = true)]
    internal static partial nint ReadLink(int folder, byte* name, byte* buffer, nuint size);

    [LibraryImport(C, EntryPoint = "llistxattr", SetLastError = true)]
    internal static partial nint ListAttributes(byte* path, byte* buffer, nuint size);

    [LibraryImport(C, EntryPoint = "lgetxattr", SetLastError = true)]
    internal static partial nint GetAttribute(byte* path, byte* name, byte* buffer, nuint size);

    /// <summary>listxattrat(2), since Linux 6.13 and in no glibc yet.</summary>
    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint ListAttributesAt(nint number, nint folder, byte* name, nint flags, byte* buffer, nuint size);

    /// <summary>getxattrat(2), likewise.</summary>
    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint GetAttributeAt(nint number, nint folder, byte* name, nint flags, byte* attribute, AttributeArguments* value, nuint size);

    [LibraryImport(C, EntryPoint = "lsetxattr", SetLastError = true)]
    internal static partial int SetAttribute(byte* path, byte* name, byte* value, nuint size, int flags);

    [LibraryImport(C, EntryPoint = "lremovexattr", SetLastError = true)]
    internal static partial int RemoveAttribute(byte* path, byte* name);

    [LibraryImport(C, EntryPoint = "mkdirat", SetLastError = true)]
    internal static partial int MakeFolder(int folder, byte* name, uint mode);

    [LibraryImport(C, EntryPoint = "symlinkat", SetLastError = true)]
    internal static partial int MakeSymlink(byte* target, int folder, byte* name);

    [LibraryImport(C, EntryPoint = "linkat", SetLastError = true)]
    internal static partial int MakeLink(int fromFolder, byte* from, int folder, byte* name, int flags);

    [LibraryImport(C, EntryPoint = "mknodat", SetLastError = true)]
    internal static partial int MakeNode(int folder, byte* name, uint mode, ulong device);

    [LibraryImport(C, EntryPoint = "fchownat", SetLastError = true)]
    internal static partial int SetOwner(int folder, byte* name, uint user, uint group, int flags);

    [LibraryImport(C, EntryPoint = "fchmodat", SetLastError = true)]
    internal static partial int SetMode(int folder, byte* name, uint mode, int flags);

    [LibraryImport(C, EntryPoint = "fchown", SetLastError = true)]
    internal static partial int SetOwnerOf(int file, uint user, uint group);

    [LibraryImport(C, EntryPoint = "fchmod", SetLastError = true)]
    internal static partial int SetModeOf(int file, uint mode);

    [LibraryImport(C, EntryPoint = "futimens", SetLastError = true)]
    internal static partial int SetTimesOf(int file, TimeBuffer* accessedAndModified);

    [LibraryImport(C, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int file, byte* bytes, nuint count);

    [LibraryImport(C, EntryPoint = "ftruncate", SetLastError = true)]
    internal static partial int SetLength(int file, long length);

    [LibraryImport(C, EntryPoint = "utimensat", SetLastError = true)]
    internal static partial int SetTimes(int folder, byte* name, TimeBuffer* accessedAndModified, int flags);

    [LibraryImport(C, EntryPoint = "renameat", SetLastError = true)]
    internal static partial int Rename(int fromFolder, byte* from, int folder, byte* name);

    [LibraryImport(C, EntryPoint = "renameat2", SetLastError = true)]
    internal static partial int Exchange(int fromFolder, byte* from, int folder, byte* name, uint flags);

    [LibraryImport(C, EntryPoint = "unlinkat", SetLastError = true)]
    internal static partial int Remove(int folder, byte* name, int flags);

    [LibraryImport(C, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(int file);

    [LibraryImport(C, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(int file, nuint request, int* argument);

    [LibraryImport(C, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int CloneInto(int file, nuint request, nint source);

    [LibraryImport(C, EntryPoint = "syncfs", SetLastError = true)]
    internal static partial int SyncFileSystem(int file);

    /// <summary>Flags of open(2). Two of them have other values on arm64.</summary>
    internal static class OpenFlags
    {
        internal const int ReadOnly = 0;
        internal const int WriteOnly = 1;
        internal const int Create = 0x40;
        internal const int Exclusive = 0x80;
        internal const int NonBlocking = 0x800;
        internal const int CloseOnExec = 0x80000;
        internal const int PathOnly = 0x200000;
        private static readonly bool Arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        internal static readonly int Folder = Arm ? 0x4000 : 0x10000;
        internal static readonly int NoFollow = Arm ? 0x8000 : 0x20000;
    }

    /// <summary><c>struct open_how</c> of openat2(2).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct OpenHow
    {
        internal ulong Flags;
        internal ulong Mode;
        internal ulong Resolve;
    }

    /// <summary><c>struct xattr_args</c> of getxattrat(2).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct AttributeArguments
    {
        internal ulong Value;
        internal uint Size;
        internal uint Flags;
    }

    /// <summary><c>struct timespec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeBuffer
    {
        internal long Seconds;
        internal long Nanoseconds;

        /// <summary>The time that is there already (UTIME_OMIT).</summary>
        internal static TimeBuffer Kept => new() { Nanoseconds = 0x3ffffffe };
    }

    /// <summary><c>struct statx</c>, up to the device numbers.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct StatusBuffer
    {
        [FieldOffset(16)] internal uint Links;
        [FieldOffset(20)] internal uint User;
        [FieldOffset(24)] internal uint Group;
        [FieldOffset(28)] internal ushort Mode;
        [FieldOffset(32)] internal ulong Inode;
        [FieldOffset(40)] internal ulong Size;
        [FieldOffset(48)] internal ulong Blocks;
        [FieldOffset(96)] internal long ChangedSeconds;
        [FieldOffset(104)] internal uint ChangedNanoseconds;
        [FieldOffset(112)] internal long ModifiedSeconds;
        [FieldOffset(120)] internal uint ModifiedNanoseconds;
        [FieldOffset(128)] internal uint NodeMajor;
        [FieldOffset(132)] internal uint NodeMinor;
        [FieldOffset(136)] internal uint DeviceMajor;
        [FieldOffset(140)] internal uint DeviceMinor;
    }
}
