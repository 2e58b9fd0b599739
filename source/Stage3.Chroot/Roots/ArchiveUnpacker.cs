using Stage3.Archives;
using Stage3.Archives.Compressors;
using Stage3.Archives.Tar;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Chroot.Roots;

/// <summary>
/// Unpacks an archive without root's rights and without leaving the folder: symlinks of the archive are followed as if the folder were
/// the root. What the disk cannot be given goes into <see cref="RecordedFiles"/>; a device becomes a pipe, which nobody opens.
/// </summary>
internal sealed class ArchiveUnpacker : IDisposable
{
    private const int PrivateFolder = 0b111_000_000;
    private const int PrivateFile = 0b110_000_000;
    private const int ImpliedFolder = 0b111_101_101;

    private readonly RootFolder _root;
    private readonly RecordedFiles _recorded = new();
    private (BytePath Path, FolderHandle Folder)? _last;

    private ArchiveUnpacker(HostPath folder) => _root = RootFolder.Open(folder);

    public static RecordedFiles Unpack(HostPath archive, HostPath folder, CancellationToken cancellation)
    {
        using var unpacker = new ArchiveUnpacker(folder);
        using var file = File.OpenRead(archive.Value);
        using var plain = Compression.OpenReader(file, archive.Value, out var compression);
        var reader = new PaxReader(plain, archive.Value);
        if (First(reader, archive, compression) is not { } first)
            throw new ArchiveException("the archive has nothing in it", archive.Value, "name a tarball that holds a system");
        for (PaxEntry? entry = first; entry is not null; entry = reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            unpacker.Add(entry, reader.Content);
        }
        return unpacker._recorded;
    }

    // What does not even begin like one is most likely another file, whatever it is called.
    private static PaxEntry? First(PaxReader reader, HostPath archive, Compression compression)
    {
        try
        {
            return reader.Read();
        }
        catch (ArchiveException broken) when (compression == Compression.None)
        {
            var known = string.Join(", ", Compression.All.Where(one => one != Compression.None).Select(one => one.Name));
            throw new ArchiveException($"this is no tar archive, plain or compressed: {Beginning(archive)}", archive.Value, $"name a tarball, compressed with one of {known} or not at all", broken);
        }
    }

    private static string Beginning(HostPath archive)
    {
        using var file = File.OpenHandle(archive.Value);
        Span<byte> start = stackalloc byte[8];
        start = start[..RandomAccess.Read(file, start, 0)];
        return start.IsEmpty ? "it is empty"
            : start.StartsWith("PK"u8) ? "it begins like a zip file"
            : $"it begins with the bytes {Convert.ToHexStringLower(start)}";
    }

    public void Dispose()
    {
        _last?.Folder.Dispose();
        _root.Dispose();
    }

    private void Add(PaxEntry entry, Stream content)
    {
        if (entry.Path.IsRoot)
        {
            Record(_root.Folder.Status(), entry);
            return;
        }
        var (folder, name) = (FolderOf(entry.Path.Parent), entry.Path.Name);
        if (folder.TryStatus(name, out var before) && !(before.IsFolder && entry.Type == PaxEntryType.Folder)) Replace(folder, name, before, entry.Path);
        switch (entry.Type)
        {
            case PaxEntryType.Folder when before.IsFolder:
                break;
            case PaxEntryType.Folder:
                folder.MakeFolder(name, PrivateFolder);
                break;
            case PaxEntryType.File:
                using (var file = new FileStream(folder.CreateFile(name, PrivateFile), FileAccess.Write, bufferSize: 0)) content.CopyTo(file, 1 << 16);
                break;
            case PaxEntryType.Symlink:
                folder.MakeSymlink(name, entry.SymlinkTarget);
                break;
            case PaxEntryType.HardLink:
                using (var target = _root.OpenParent(entry.HardLinkTarget)) folder.MakeLink(name, target, entry.HardLinkTarget.Name);
                return; // its record is the one of the first name
            default:
                folder.MakeNode(name, FileType.Fifo, PrivateFile, default);
                break;
        }
        Record(folder.Status(name), entry);
    }

    // A later member takes the place of an earlier one, as tar(1) has it. That may be a link on the way to the folder in hand.
    private void Replace(FolderHandle folder, ByteString name, FileStatus before, BytePath path)
    {
        if (before.IsFolder)
            throw new Stage3Exception("the archive has a folder and something else under one name", path.ToString(), "have the archive made anew");
        folder.RemoveFile(name);
        if (before.Type == FileType.Symlink) Forget();
    }

    private FolderHandle FolderOf(BytePath path)
    {
        if (_last is { } last && last.Path == path) return last.Folder;
        Forget();
        if (!_root.TryOpenFolder(path, out var folder))
        {
            MakeImplied(path);
            folder = _root.OpenFolder(path);
        }
        _last = (path, folder);
        return folder;
    }

    private void Forget()
    {
        _last?.Folder.Dispose();
        _last = null;
    }

    // Folders that the archive has no member for.
    private void MakeImplied(BytePath path)
    {
        var missing = new Stack<BytePath>();
        for (var above = path; !above.IsRoot && !_root.TryStatus(above, out _); above = above.Parent) missing.Push(above);
        foreach (var one in missing)
        {
            using var parent = _root.OpenParent(one);
            parent.MakeFolder(one.Name, PrivateFolder);
            var status = parent.Status(one.Name);
            _recorded.Add(status.Inode, status with { Mode = ImpliedFolder, Uid = 0, Gid = 0 }, XattrList.Empty);
        }
    }

    private void Record(FileStatus onDisk, PaxEntry entry)
    {
        var said = onDisk with
        {
            Type = TypeOf(entry.Type),
            Mode = entry.Mode,
            Uid = entry.Uid,
            Gid = entry.Gid,
            Node = entry.Node,
            Modified = entry.Modified,
        };
        _recorded.Add(onDisk.Inode, said, entry.Xattrs);
    }

    private static FileType TypeOf(PaxEntryType type) => type switch
    {
        PaxEntryType.Folder => FileType.Folder,
        PaxEntryType.Symlink => FileType.Symlink,
        PaxEntryType.Fifo => FileType.Fifo,
        PaxEntryType.CharacterDevice => FileType.CharacterDevice,
        PaxEntryType.BlockDevice => FileType.BlockDevice,
        _ => FileType.File,
    };
}
