using System.Runtime.InteropServices;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Chroot.Integrity;

/// <summary>
/// All CONTENTS of the installed database, by where the files really are. Read by itself and not through the database's own
/// type, which trusts its root: here links must not lead out, and a malformed line is a finding.
/// </summary>
internal sealed class InstalledFiles
{
    private const string Database = "/var/db/pkg";

    // Some 600,000 lines; the largest packages have a tenth.
    private const long LargestContents = 64L << 20;

    private const int MostMalformed = 100_000;

    private readonly List<InstalledFile> _all = [];

    // The last line of each path, and for every line the one before it that says the same path; -1 for none.
    private readonly Dictionary<BytePath, int> _last = [];
    private readonly List<int> _before = [];

    private InstalledFiles()
    {
    }

    /// <summary>Lines that are no CONTENTS.</summary>
    public List<(string Package, string Path, int Line)> Malformed { get; } = [];

    /// <summary>CONTENTS that are no regular file of a sane size, and so were not read.</summary>
    public List<(string Package, string Path)> Refused { get; } = [];

    /// <summary>How many lines there are.</summary>
    public int Count => _all.Count;

    /// <summary>True where there is an installed database.</summary>
    public bool IsThere => _all.Count > 0;

    public static InstalledFiles Read(RootFiles files)
    {
        var installed = new InstalledFiles();
        foreach (var category in files.Names(Database))
            foreach (var package in files.Names($"{Database}/{category}").Where(name => !name.StartsWith("-MERGING-", StringComparison.Ordinal)))
                installed.ReadContents(files, $"{category}/{package}");
        installed.Index(files);
        return installed;
    }

    /// <summary>The package that brought the file or folder; of several the last one by name. Null where none did.</summary>
    public string? OwnerOf(BytePath path) => _last.TryGetValue(path, out var last) ? _all[last].Package : null;

    /// <summary>The last line that names the path; -1 where none does.</summary>
    public int LastLineOf(BytePath path) => _last.GetValueOrDefault(path, -1);

    /// <summary>The line before that names the same path; -1 where none does.</summary>
    public int LineBefore(int line) => _before[line];

    /// <summary>A line by its number among all.</summary>
    public InstalledFile this[int line] => _all[line];

    /// <summary>The last line of each path, by path.</summary>
    public IEnumerable<int> LastLines => _last.Values;

    /// <summary>Each package with its BUILD_TIME; null where its entry has none.</summary>
    public Dictionary<string, string?> BuildTimes(RootFiles files) =>
        _all.Select(file => file.Package).Distinct().ToDictionary(package => package, package => files.ReadText($"{Database}/{package}/BUILD_TIME")?.Trim(), StringComparer.Ordinal);

    private void ReadContents(RootFiles files, string package)
    {
        var path = $"{Database}/{package}/CONTENTS";
        if (files.ReadBytes(path, LargestContents) is not { } bytes)
        {
            if (files.Find(path) is not null) Refused.Add((package, path));
            return;
        }
        var number = 0;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            number++;
            ReadOnlySpan<byte> line = bytes.AsSpan(range);
            if (line.IsEmpty) continue;
            if (ContentsEntry.TryParse(line, out var entry)) _all.Add(new(package, entry, path, number));
            else if (Malformed.Count < MostMalformed) Malformed.Add((package, path, number));
        }
    }

    // By where files really are: a package may say /lib/a, where /lib is a link.
    private void Index(RootFiles files)
    {
        _last.EnsureCapacity(_all.Count);
        var (said, real) = (BytePath.Root, BytePath.Root);
        for (var line = 0; line < _all.Count; line++)
        {
            var path = _all[line].Entry.Path;
            // Packages list what is in one folder together.
            if (!path.IsRoot && !said.IsParentOf(path))
            {
                said = path.Parent;
                real = files.Find(said)?.Path ?? said;
            }
            ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, said == real || path.IsRoot ? path : real.Child(path.Name), out var isThere);
            _before.Add(isThere ? last : -1);
            last = line;
        }
    }
}
