using System.Runtime.InteropServices;

namespace Stage3.Linux.Files;

/// <summary>Error numbers of the kernel, the same on x86-64 and arm64; see errno(3).</summary>
internal static class Errno
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int Interrupted = 4;
    internal const int Again = 11;
    internal const int Busy = 16;
    internal const int Exists = 17;
    internal const int OtherFileSystem = 18;
    internal const int NotFolder = 20;
    internal const int IsFolder = 21;
    internal const int Invalid = 22;
    internal const int NoControl = 25;
    internal const int Range = 34;
    internal const int NoSystemCall = 38;
    internal const int NotEmpty = 39;
    internal const int Loop = 40;
    internal const int NoData = 61;
    internal const int NotSupported = 95;

    private static readonly Dictionary<int, (string Name, string Remedy)> Known = new()
    {
        [NotPermitted] = ("EPERM", "run as root, or in a user namespace that maps the owner; immutable files need chattr -i"),
        [NoEntry] = ("ENOENT", "make sure that nothing else changes the folder meanwhile, and run again"),
        [5] = ("EIO", "check the disk: the kernel's log (dmesg) says more"),
        [9] = ("EBADF", "this is a fault of the program: report it with the message"),
        [13] = ("EACCES", "run as root, or give yourself the permission"),
        [Busy] = ("EBUSY", "unmount what is mounted there"),
        [Exists] = ("EEXIST", "remove what is there, or choose another place"),
        [OtherFileSystem] = ("EXDEV", "keep both on one file system"),
        [NotFolder] = ("ENOTDIR", "remove the file that stands where a folder is needed"),
        [IsFolder] = ("EISDIR", "remove the folder that stands where a file is needed"),
        [Invalid] = ("EINVAL", "in a user namespace, map the owner; else the file system may not take this name or value: use ext4, xfs, btrfs or tmpfs"),
        [23] = ("ENFILE", "close other programs: the machine has too many open files"),
        [24] = ("EMFILE", "raise the limit of open files (ulimit -n)"),
        [26] = ("ETXTBSY", "stop the program that runs from this file"),
        [27] = ("EFBIG", "raise the limit of the file size (ulimit -f), or use another file system"),
        [28] = ("ENOSPC", "free some space, or use another disk"),
        [30] = ("EROFS", "remount the file system read-write, or choose another place"),
        [31] = ("EMLINK", "the file system allows no more names for this file: use another one"),
        [Range] = ("ERANGE", "the value changed while it was read: make sure that nothing else writes, and run again"),
        [36] = ("ENAMETOOLONG", "shorten the name: a component has at most 255 bytes"),
        [NoSystemCall] = ("ENOSYS", "use a newer kernel, or allow the system call in the container's seccomp profile"),
        [NotEmpty] = ("ENOTEMPTY", "empty the folder first"),
        [Loop] = ("ELOOP", "look at the symlinks on the way: they lead in a circle, or one stands where none may"),
        [NoData] = ("ENODATA", "the attribute vanished meanwhile: make sure that nothing else writes, and run again"),
        [NotSupported] = ("EOPNOTSUPP", "the file system does not support this: use ext4, xfs, btrfs or tmpfs"),
        [122] = ("EDQUOT", "free some space: the disk quota is used up"),
    };

    internal static string Name(int errno) => Known.TryGetValue(errno, out var known) ? known.Name : $"errno {errno}";

    internal static string Describe(int errno) => $"{Marshal.GetPInvokeErrorMessage(errno)} ({Name(errno)})";

    internal static string Remedy(int errno) =>
        Known.TryGetValue(errno, out var known) ? known.Remedy : "see errno(3) for the meaning of the number";
}
