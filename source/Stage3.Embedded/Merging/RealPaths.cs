using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.Embedded.Merging;

/// <summary>
/// Where folders of a root really are: symlinks on the way followed as inside the root, what does not exist yet added
/// as it is. What was found is kept until <see cref="Forget"/>.
/// </summary>
internal sealed class RealPaths(RootFolder root)
{
    private readonly Dictionary<BytePath, BytePath> _folders = [];
    private readonly Dictionary<BytePath, List<BytePath>> _aliases = [];
    private readonly HashSet<InstalledPackage> _known = [];
    private int _revision = -1;

    /// <summary>The real path of a folder; null where something on the way is no folder.</summary>
    internal BytePath? Folder(BytePath path)
    {
        if (path.IsRoot) return path;
        if (_folders.TryGetValue(path, out var known)) return known;
        var real = Folder(path.Parent) is { } parent ? Resolve(parent.Child(path.Name)) : null;
        if (real is { } found) _folders[path] = found;
        return real;
    }

    /// <summary>The path with all folders on the way resolved, and the last component as it is; null where the way is blocked.</summary>
    internal BytePath? Entry(BytePath path) => path.IsRoot ? path : Folder(path.Parent)?.Child(path.Name);

    /// <summary>Packages that own what is at a real path, by whatever path they name it.</summary>
    internal IEnumerable<InstalledPackage> OwnersOf(BytePath real, InstalledDatabase database)
    {
        LearnAliases(database);
        IEnumerable<InstalledPackage> owners = database.Owners[real];
        if (!real.IsRoot && _aliases.TryGetValue(real.Parent, out var aliases))
            owners = aliases.Aggregate(owners, (all, alias) => all.Union(database.Owners[alias.Child(real.Name)]));
        return owners;
    }

    /// <summary>Folders and symlinks of the root changed: look again.</summary>
    internal void Forget()
    {
        _folders.Clear();
        _aliases.Clear();
        _known.Clear();
        _revision = -1;
    }

    private BytePath? Resolve(BytePath candidate)
    {
        if (!root.TryStatus(candidate, out var status) || status.IsFolder) return candidate;
        if (status.Type != FileType.Symlink || !root.TryOpenFolder(candidate, out var folder)) return null;
        using (folder) return root.PathOf(folder);
    }

    // Only folders that packages name through a symlink matter: they are few.
    private void LearnAliases(InstalledDatabase database)
    {
        if (_revision == database.Revision) return;
        _revision = database.Revision;
        foreach (var package in database.Packages.Where(_known.Add))
        {
            foreach (var folder in package.Contents.Entries.Select(entry => entry.Path.Parent).Distinct())
            {
                if (Folder(folder) is not { } real || real == folder) continue;
                if (!_aliases.TryGetValue(real, out var aliases)) _aliases[real] = aliases = [];
                if (!aliases.Contains(folder)) aliases.Add(folder);
            }
        }
    }
}
