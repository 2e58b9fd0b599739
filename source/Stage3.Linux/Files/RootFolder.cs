using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Stage3.Linux.Files;

/// <summary>
/// An open folder that is the root of a system: paths below it resolve as they would after chroot(2). A symlink
/// such as <c>bin -> usr/bin</c> or <c>/etc -> /</c> is followed inside, and none leads out of it, also while
/// somebody changes the tree. By openat2(2) with RESOLVE_IN_ROOT, or step by step where the kernel or a seccomp
/// filter has no such call.
/// </summary>
public sealed unsafe class RootFolder : IDisposable
{
    private const nint OpenAt2 = 437;
    private const ulong ResolveInRoot = 0x10;
    private const ulong ResolveNoMagicLinks = 0x02;

    private readonly bool _stepwise;

    private RootFolder(FolderHandle folder, bool stepwise) => (Folder, _stepwise) = (folder, stepwise);

    /// <summary>The root itself.</summary>
    public FolderHandle Folder { get; }

    /// <summary>Opens a root.</summary>
    public static RootFolder Open(HostPath path) => new(FolderHandle.Open(path), stepwise: false);

    /// <summary>Opens a root without openat2(2): so that both ways can be tested on one kernel.</summary>
    internal static RootFolder OpenStepwise(HostPath path) => new(FolderHandle.Open(path), stepwise: true);

    /// <summary>Opens a folder below the root; symlinks, the last component among them, are followed inside.</summary>
    public FolderHandle OpenFolder(BytePath path)
    {
        var errno = Lookup(path, out var folder);
        return errno == 0 ? folder! : throw new FileException("open the folder", $"{Folder.Location}{path}", errno);
    }

    /// <summary>As <see cref="OpenFolder"/>; false where there is no such thing, or something else than a folder, or symlinks that lead in a circle.</summary>
    public bool TryOpenFolder(BytePath path, [NotNullWhen(true)] out FolderHandle? folder) => Lookup(path, out folder) switch
    {
        0 => true,
        Errno.NoEntry or Errno.NotFolder or Errno.Loop => false,
        var errno => throw new FileException("open the folder", $"{Folder.Location}{path}", errno),
    };

    /// <summary>Opens the folder that holds a path: use it with <see cref="BytePath.Name"/>.</summary>
    public FolderHandle OpenParent(BytePath path) => OpenFolder(path.Parent);

    /// <summary>What the kernel knows of the entry at a path, whose last component is not followed; false where there is none.</summary>
    public bool TryStatus(BytePath path, out FileStatus status)
    {
        status = default;
        if (path.IsRoot)
        {
            status = Folder.Status();
            return true;
        }
        if (!TryOpenFolder(path.Parent, out var folder)) return false;
        using (folder) return folder.TryStatus(path.Name, out status);
    }

    /// <summary>The names in a folder, in no order; none where there is no such folder.</summary>
    public IReadOnlyList<ByteString> NamesIn(BytePath path)
    {
        if (!TryOpenFolder(path, out var folder)) return [];
        using (folder) return folder.ReadNames();
    }

    /// <summary>The path of a folder that was opened below this root, with all symlinks resolved.</summary>
    /// <exception cref="Stage3Exception">The folder is not, or no longer, below the root.</exception>
    public BytePath PathOf(FolderHandle folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var (root, path) = (Target(Folder), Target(folder));
        var inside = root.Span is [(byte)'/'] || (path.Span.StartsWith(root.Span) && (path.Length == root.Length || path.Span[root.Length] == '/'));
        return inside
            ? BytePath.Parse(path.Span[root.Length..])
            : throw new Stage3Exception($"the folder {path} is not below the root", root.ToString(), "keep others from moving folders of the root meanwhile");
    }

    /// <inheritdoc/>
    public void Dispose() => Folder.Dispose();

    private static ByteString Target(FolderHandle folder)
    {
        using var files = FolderHandle.Open(HostPath.Parse("/proc/self/fd"));
        return files.ReadLink(ByteString.Of($"{folder.File}"));
    }

    private int Lookup(BytePath path, out FolderHandle? folder)
    {
        // A path is limited to 4,096 bytes in one call; step by step there is no limit.
        if (_stepwise || path.Bytes.Length > 4000) return StepwiseLookup.Open(Folder, path, out folder);
        var errno = ConfinedOpen(path, out folder);
        // EPERM is what older container runtimes answer to calls that they do not know.
        return errno is Errno.NoSystemCall or Errno.NotPermitted ? StepwiseLookup.Open(Folder, path, out folder) : errno;
    }

    private int ConfinedOpen(BytePath path, out FolderHandle? folder)
    {
        var how = new Native.OpenHow
        {
            Flags = (ulong)(uint)(Native.OpenFlags.Folder | Native.OpenFlags.CloseOnExec),
            Resolve = ResolveInRoot | ResolveNoMagicLinks,
        };
        fixed (byte* bytes = path.IsRoot ? ByteString.Of(".") : path.Bytes)
        {
            while (true)
            {
                var file = (int)Native.OpenConfined(OpenAt2, Folder.File, bytes, &how, sizeof(Native.OpenHow));
                folder = file >= 0 ? new FolderHandle(file) : null;
                if (file >= 0) return 0;
                var errno = Marshal.GetLastPInvokeError();
                // EAGAIN: a rename came in between, and the kernel cannot promise that ".." stayed inside.
                if (errno is not (Errno.Interrupted or Errno.Again)) return errno;
            }
        }
    }
}
