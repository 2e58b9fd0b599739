using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Archives.Tar;

/// <summary>
/// Puts a tree into a tar archive: members in the order of <see cref="TreeWalk"/>, several names of one file or
/// symlink as hard links to the first of them. Sockets have no place in an archive and are left out, as GNU tar does. A value that
/// describes how; <see cref="Archive"/> does it.
/// </summary>
public sealed record TreeArchiver
{
    /// <summary>Put before every path: <c>./</c> as a stage has it, <c>image/</c> for a GPKG, or nothing (then the root itself is no member).</summary>
    public string Prefix { get; init; } = "./";

    /// <summary>Names of owners by number, user first: numbers only where it is null or answers the empty string.</summary>
    public Func<uint, ByteString>? UserName { get; init; }

    /// <summary>Names of groups by number.</summary>
    public Func<uint, ByteString>? GroupName { get; init; }

    /// <summary>Times later than this become this one; null keeps all.</summary>
    public FileTime? LatestTime { get; init; }

    /// <summary>Which extended attributes are kept, by name; all where it is null.</summary>
    public Func<ByteString, bool>? KeepXattr { get; init; }

    /// <summary>Orders extended attributes by name. Their order in the kernel, which GNU tar keeps, differs by file system.</summary>
    public bool SortXattrs { get; init; }

    /// <summary>
    /// Stores files with holes without them, as GNU tar does with <c>--sparse --sparse-version=1.0</c>. What then is in the archive
    /// depends on how the file system keeps its files, so a stage has none.
    /// </summary>
    public bool Sparse { get; init; }

    /// <summary>Which entries are left out, a folder with all that is in it; none where it is null.</summary>
    public Func<WalkEntry, bool>? Exclude { get; init; }

    /// <summary>Writes a whole archive of a tree. The stream stays open.</summary>
    /// <returns>Sockets, which were left out.</returns>
    public IReadOnlyList<BytePath> Archive(HostPath root, Stream destination, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(root);
        var writer = new PaxWriter(destination, Prefix);
        var sockets = new List<BytePath>();
        foreach (var (entry, source) in Members(root, sockets.Add, cancellation))
        {
            if (entry.Path.IsRoot && Prefix.Length == 0) continue;
            if (entry.Type != PaxEntryType.File)
            {
                writer.Write(entry);
                continue;
            }
            using var content = new FileStream(source.OpenFile(), FileAccess.Read, bufferSize: 0);
            if (Sparse && SparseMap.Of(content.SafeFileHandle, source.Status) is { } map) writer.WriteSparse(entry, content, map);
            else writer.Write(entry, content);
        }
        writer.Finish();
        return sockets;
    }

    /// <summary>The members that an archive of the tree would have, each good until the next is asked for.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="onSocket">Told each socket: they have no place in an archive.</param>
    /// <param name="cancellation">Looked at before each member.</param>
    public IEnumerable<TreeMember> Members(HostPath root, Action<BytePath> onSocket, CancellationToken cancellation)
    {
        var firstNames = new FirstNames();
        foreach (var source in TreeWalk.Walk(root, entry => Exclude?.Invoke(entry) != true, cancellation))
        {
            if (Exclude?.Invoke(source) == true) continue;
            if (source.Status.Type == FileType.Socket) onSocket(source.Path);
            else yield return new TreeMember(Describe(source, firstNames.Of(source)), source);
        }
    }

    /// <summary>The member that an entry becomes, for those who walk the tree themselves.</summary>
    /// <param name="source">The entry.</param>
    /// <param name="first">The path that the same file had before, where the member is to be a hard link to it.</param>
    public PaxEntry Describe(WalkEntry source, BytePath? first = null)
    {
        if (first is { } target) return Common(source, PaxEntryType.HardLink) with { HardLinkTarget = target };
        var member = Common(source, TypeOf(source.Status.Type)) with { Xattrs = XattrsOf(source) };
        return member.Type switch
        {
            PaxEntryType.File => member with { Size = source.Status.Size },
            PaxEntryType.Symlink => member with { SymlinkTarget = source.ReadLink() },
            PaxEntryType.CharacterDevice or PaxEntryType.BlockDevice => member with { Node = source.Status.Node },
            _ => member,
        };
    }

    private PaxEntry Common(WalkEntry entry, PaxEntryType type) => new(entry.Path, type)
    {
        Mode = entry.Status.Mode,
        Uid = entry.Status.Uid,
        Gid = entry.Status.Gid,
        UserName = UserName?.Invoke(entry.Status.Uid) ?? default,
        GroupName = GroupName?.Invoke(entry.Status.Gid) ?? default,
        Modified = LatestTime is { } latest ? FileTime.Min(entry.Status.Modified, latest) : entry.Status.Modified,
    };

    private XattrList XattrsOf(WalkEntry entry)
    {
        var all = entry.ReadXattrs();
        var kept = KeepXattr is { } keep ? all.Where(attribute => keep(attribute.Name)) : all;
        return SortXattrs ? kept.Sorted() : kept;
    }

    private static PaxEntryType TypeOf(FileType type) => type switch
    {
        FileType.Folder => PaxEntryType.Folder,
        FileType.Symlink => PaxEntryType.Symlink,
        FileType.CharacterDevice => PaxEntryType.CharacterDevice,
        FileType.BlockDevice => PaxEntryType.BlockDevice,
        FileType.Fifo => PaxEntryType.Fifo,
        _ => PaxEntryType.File,
    };
}
