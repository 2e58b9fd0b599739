using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Libraries;

/// <summary>Which libraries of a package that goes are needed by others, or by libraries of it that are.</summary>
/// <param name="root">The root.</param>
/// <param name="map">Who needs what, of all sonames that the package has.</param>
/// <param name="old">The package.</param>
/// <param name="isOld">Whether a path is the package's.</param>
/// <param name="isNew">Whether a path is its successor's; null where it has none.</param>
internal sealed class NeededLibraries(RootFolder root, LinkageMap map, InstalledPackage old, Func<BytePath, bool> isOld, Func<BytePath, bool>? isNew)
{
    private readonly Dictionary<ObjectKey, HashSet<BytePath>> _paths = [];
    private readonly Dictionary<ObjectKey, (LinkedObject Library, HashSet<BytePath> Consumers)> _providers = [];

    /// <summary>The paths of the libraries, and of the symlinks that bear their sonames.</summary>
    internal HashSet<BytePath> Find()
    {
        foreach (var entry in old.Contents.Entries.Where(entry => entry.Kind is ContentsKind.File or ContentsKind.Symlink))
        {
            if (map.Find(entry.Path) is not { } library || map.Consumers(library, entry.Path, isOld).ToList() is not { Count: > 0 } consumers) continue;
            if (!_providers.TryGetValue(library.Key, out var provider)) _providers[library.Key] = provider = (library, []);
            provider.Consumers.UnionWith(consumers);
            Note(library.Key, entry.Path);
        }

        foreach (var consumer in _providers.Values.SelectMany(provider => provider.Consumers)) Note(map.Key(consumer), consumer);
        return Kept().SelectMany(provider => Links(provider.Library)).ToHashSet();
    }

    private void Note(ObjectKey key, BytePath path)
    {
        if (!_paths.TryGetValue(key, out var paths)) _paths[key] = paths = [];
        paths.Add(path);
    }

    // From those that stay to all that they need, directly or not.
    private IEnumerable<(LinkedObject Library, HashSet<BytePath> Consumers)> Kept()
    {
        var kept = new HashSet<ObjectKey>();
        bool more;
        do
        {
            more = false;
            foreach (var (key, (_, consumers)) in _providers)
                if (!kept.Contains(key) && consumers.Any(consumer => IsKept(map.Key(consumer), consumer))) more |= kept.Add(key);
        }
        while (more);
        return kept.Select(key => _providers[key]);
        bool IsKept(ObjectKey key, BytePath consumer) => _providers.ContainsKey(key) ? kept.Contains(key) : !isOld(consumer);
    }

    private List<BytePath> Links(LinkedObject library)
    {
        var (files, links) = (new List<BytePath>(), new List<BytePath>());
        var (hasFile, hasName) = (false, false);
        foreach (var path in _paths[library.Key])
        {
            var isNamed = path.Name == ByteString.Of(library.Entry.Soname);
            if (!root.TryStatus(path, out var status)) continue;
            if (status.Type == FileType.File) files.Add(path);
            else if (isNamed) links.Add(path);
            else continue;
            if (isNew?.Invoke(path) != true) continue;
            hasFile |= status.Type == FileType.File;
            hasName |= isNamed;
        }

        // The new one brings the library itself, under its soname.
        return files.Count == 0 || (hasFile && hasName) ? [] : [.. files, .. links];
    }
}
