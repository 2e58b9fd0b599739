using System.Collections.Immutable;
using Stage3.Embedded.Merging;
using Stage3.Linux.Files;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Libraries;

/// <summary>
/// Who in a root needs which library, as the loader would find it: a library serves those of its own kind that need its soname and look into its folder. Made for some sonames; of all others it
/// knows nothing.
/// </summary>
internal sealed class LinkageMap
{
    private readonly RootFolder _root;
    private readonly RealPaths _paths;
    private readonly HashSet<BytePath> _usual;
    private readonly Dictionary<ObjectKey, LinkedObject> _objects = [];
    private readonly Dictionary<(string Category, string Soname), List<LinkedObject>> _providers = [];
    private readonly Dictionary<(string Category, string Soname), List<LinkedObject>> _consumers = [];

    /// <summary>Makes the map.</summary>
    /// <param name="root">The root.</param>
    /// <param name="paths">Where its folders really are.</param>
    /// <param name="usual">Folders that the loader looks into for everybody.</param>
    /// <param name="entries">What is recorded, with the package where it is installed: of two of one file the first counts.</param>
    /// <param name="sonames">Those that matter.</param>
    internal LinkageMap(RootFolder root, RealPaths paths, IEnumerable<BytePath> usual, IEnumerable<(PackageId? Owner, NeededEntry Entry)> entries, IReadOnlySet<string> sonames)
    {
        (_root, _paths) = (root, paths);
        _usual = [.. usual.Select(Folder)];
        var relevant = entries.Where(each => sonames.Contains(each.Entry.Soname) || each.Entry.Needed.Any(sonames.Contains));
        foreach (var package in relevant.GroupBy(each => each.Owner?.ToString() ?? "")) Add(package.Key.Length > 0, [.. package.Select(each => each.Entry)]);
    }

    /// <summary>Which file a path leads to, symlinks followed inside the root.</summary>
    internal ObjectKey Key(BytePath path)
    {
        if (_paths.Entry(path) is not { } real || !_root.TryStatus(real, out var status)) return new(default, 0, path);
        if (status.Type != FileType.Symlink) return ObjectKey.Of(status);
        try
        {
            return RootLookup.Find(_root, real) is { } found ? ObjectKey.Of(found.Status) : new(default, 0, real);
        }
        catch (FileException)
        {
            // A symlink that leads in circles.
            return new(default, 0, real);
        }
    }

    /// <summary>The program or library at a path; null where it is none, or none that matters.</summary>
    internal LinkedObject? Find(BytePath path) => _objects.GetValueOrDefault(Key(path));

    /// <summary>The paths of all that finds a library by this path. One that is hidden by another under its soname serves nobody.</summary>
    /// <param name="library">The library.</param>
    /// <param name="path">One of its paths.</param>
    /// <param name="isLeaving">Tells of providers that will be gone: whoever has another one does not count.</param>
    internal IEnumerable<BytePath> Consumers(LinkedObject library, BytePath path, Func<BytePath, bool>? isLeaving = null)
    {
        var name = (library.Entry.Category, library.Entry.Soname);
        if (name.Soname.Length == 0 || !_consumers.TryGetValue(name, out var consumers)) return [];
        if (Key(NeededEntry.Beside(path, name.Soname)) is { IsThere: true } found && found != library.Key) return [];
        var others = isLeaving is null || !_providers.TryGetValue(name, out var providers)
            ? []
            : providers.SelectMany(provider => provider.Paths).Where(each => !isLeaving(each)).Select(each => Folder(each.Parent)).ToHashSet();
        var here = Folder(path.Parent);
        return consumers.Where(consumer => LooksInto(consumer, here) && !others.Any(other => LooksInto(consumer, other))).SelectMany(consumer => consumer.Paths);
    }

    /// <summary>The paths of all libraries that serve somebody by a soname.</summary>
    internal IEnumerable<BytePath> Providers(LinkedObject consumer, string soname) =>
        _providers.TryGetValue((consumer.Entry.Category, soname), out var providers)
            ? providers.SelectMany(provider => provider.Paths).Where(path => LooksInto(consumer, Folder(path.Parent)))
            : [];

    private bool LooksInto(LinkedObject consumer, BytePath folder) => _usual.Contains(folder) || consumer.Folders.Contains(folder);

    private BytePath Folder(BytePath path) => _paths.Folder(path) ?? path;

    private void Add(bool isInstalled, ImmutableArray<NeededEntry> entries)
    {
        // Libraries that a package brings for itself are found by it, however it does that.
        var own = new Dictionary<(string, string), BytePath>();
        if (isInstalled)
            foreach (var entry in entries.Where(entry => entry.Soname.Length > 0)) own[(entry.Category, entry.Soname)] = Folder(entry.Path.Parent);
        foreach (var entry in entries)
        {
            var key = Key(entry.Path);
            if (_objects.TryGetValue(key, out var known))
            {
                known.Paths.Add(entry.Path);
                continue;
            }

            var folders = entry.RunPath.Select(Folder).Concat(entry.Needed.Where(soname => own.ContainsKey((entry.Category, soname))).Select(soname => own[(entry.Category, soname)]));
            var added = new LinkedObject(key, entry, [.. folders.Distinct()]);
            added.Paths.Add(entry.Path);
            _objects.Add(key, added);
            if (entry.Soname.Length > 0) Note(_providers, entry.Soname, added);
            foreach (var soname in entry.Needed.Distinct()) Note(_consumers, soname, added);
        }
    }

    private static void Note(Dictionary<(string, string), List<LinkedObject>> map, string soname, LinkedObject added)
    {
        if (!map.TryGetValue((added.Entry.Category, soname), out var list)) map[(added.Entry.Category, soname)] = list = [];
        list.Add(added);
    }
}
