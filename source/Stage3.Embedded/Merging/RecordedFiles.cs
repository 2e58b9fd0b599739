using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>What the packages that make way installed, by where it really is.</summary>
internal sealed class RecordedFiles
{
    private readonly Dictionary<BytePath, ContentsEntry> _entries = [];

    internal RecordedFiles(IEnumerable<InstalledPackage> packages, RealPaths paths)
    {
        foreach (var entry in packages.SelectMany(package => package.Contents.Entries))
            if (entry.Kind is ContentsKind.File or ContentsKind.Symlink && paths.Entry(entry.Path) is { } real) _entries[real] = entry;
    }

    internal bool TryGet(BytePath real, out ContentsEntry entry) => _entries.TryGetValue(real, out entry);
}
