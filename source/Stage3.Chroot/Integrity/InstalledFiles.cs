using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Chroot.Integrity;

/// <summary>
/// All CONTENTS of the installed database, and how the disk differs from them. Read by itself and not through the database's own
/// type, which trusts its root: here links must not lead out, and a malformed line is a finding.
/// </summary>
internal sealed class InstalledFiles
{
    private const string Database = "/var/db/pkg";

    // Some 600,000 lines; the largest packages have a tenth.
    private const long LargestContents = 64L << 20;

    private readonly List<InstalledFile> _all = [];
    private readonly Dictionary<BytePath, string> _owners = [];

    /// <summary>Lines that are no CONTENTS.</summary>
    public List<(string Package, string Path, int Line)> Malformed { get; } = [];

    /// <summary>Files that are not on the disk.</summary>
    public List<InstalledFile> Missing { get; } = [];

    /// <summary>Files that are otherwise on the disk than every package says that has them, and how.</summary>
    public List<(InstalledFile File, string How)> Changed { get; } = [];

    public static InstalledFiles Read(RootFiles files)
    {
        var installed = new InstalledFiles();
        foreach (var category in files.Names(Database))
            foreach (var package in files.Names($"{Database}/{category}").Where(name => !name.StartsWith("-MERGING-", StringComparison.Ordinal)))
                installed.ReadContents(files, $"{category}/{package}");
        installed.Compare(files);
        installed.Index(files);
        return installed;
    }

    /// <summary>True where there is an installed database.</summary>
    public bool IsThere => _all.Count > 0;

    /// <summary>The package that brought the file or folder; of several the last one by name. Null where none did.</summary>
    public string? OwnerOf(BytePath path) => _owners.GetValueOrDefault(path);

    /// <summary>Each package with its BUILD_TIME; null where its entry has none.</summary>
    public Dictionary<string, string?> BuildTimes(RootFiles files) =>
        _all.Select(file => file.Package).Distinct().ToDictionary(package => package, package => files.ReadText($"{Database}/{package}/BUILD_TIME")?.Trim(), StringComparer.Ordinal);

    private void ReadContents(RootFiles files, string package)
    {
        var path = $"{Database}/{package}/CONTENTS";
        if (files.ReadBytes(path, LargestContents) is not { } bytes) return;
        var number = 0;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            number++;
            ReadOnlySpan<byte> line = bytes.AsSpan(range);
            if (line.IsEmpty) continue;
            if (ContentsEntry.TryParse(line, out var entry)) _all.Add(new(package, entry, path, number));
            else Malformed.Add((package, path, number));
        }
    }

    // By where files really are: a package may say /lib/a, where /lib is a link.
    private void Index(RootFiles files)
    {
        var real = new Dictionary<BytePath, BytePath>();
        foreach (var file in _all)
        {
            var (path, parent) = (file.Entry.Path, file.Entry.Path.Parent);
            if (!real.TryGetValue(parent, out var folder)) real[parent] = folder = files.Find(parent)?.Path ?? parent;
            _owners[path.IsRoot ? path : folder.Child(path.Name)] = file.Package;
        }
    }

    private void Compare(RootFiles files)
    {
        foreach (var same in _all.GroupBy(file => file.Entry.Path))
        {
            var status = files.Status(same.Key);
            if (status is null)
                Missing.AddRange(same);
            // Of several packages that put a file there, the last one won; which that was, only the disk knows.
            else if (same.Select(file => Difference(file.Entry, status.Value, files)).ToList() is var found && found.TrueForAll(how => how is not null))
                Changed.Add((same.First(), found[0]!));
        }
    }

    private static string? Difference(ContentsEntry entry, FileStatus status, RootFiles files) => entry.Kind switch
    {
        // A folder may have become a link to a folder: /lib in a merged /usr.
        ContentsKind.Folder => files.Find(entry.Path) is { Status.IsFolder: true } ? null : "is no folder",
        ContentsKind.File when status.Type != FileType.File => "is no regular file",
        ContentsKind.File => files.Md5(entry.Path) == entry.Md5 ? null : "has another content",
        ContentsKind.Symlink when status.Type != FileType.Symlink => "is no symlink",
        ContentsKind.Symlink => files.ReadLink(entry.Path) == entry.Target ? null : "points elsewhere",
        ContentsKind.Fifo => status.Type == FileType.Fifo ? null : "is no named pipe",
        _ => status.Type is FileType.CharacterDevice or FileType.BlockDevice ? null : "is no device",
    };
}
