using System.Collections.Immutable;
using Stage3.Embedded.Merging;
using Stage3.Linux;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Libraries;

/// <summary>
/// Keeps libraries of packages that go while others need them, and takes them out when nobody does any more: FEATURES=preserve-libs, make.conf(5). Nothing is read for a package that replaces none,
/// in a root where nothing is kept.
/// </summary>
/// <param name="host">The root's path.</param>
/// <param name="root">The root.</param>
/// <param name="paths">Where its folders really are.</param>
/// <param name="database">Its packages.</param>
/// <param name="keeps">Whether libraries are kept; those that are kept already are taken out in time in any case.</param>
internal sealed class LibraryKeeper(HostPath host, RootFolder root, RealPaths paths, InstalledDatabase database, bool keeps)
{
    private readonly LinkageSource _source = new(host, root, paths, database);
    private PreservedRegistry? _registry;

    // What is needed was asked for this state of the database.
    private int _settled = -1;

    private PreservedRegistry Registry => _registry ??= PreservedRegistry.Open(host);

    /// <summary>Libraries of a package that makes way that others need, with their folders: they become the new one's own, see <see cref="Enter"/>.</summary>
    /// <param name="old">The package; its files, but for those that the new one replaced, are there.</param>
    /// <param name="news">What the new one records.</param>
    /// <param name="isNew">Whether a real path is the new one's.</param>
    internal ImmutableArray<ContentsEntry> Needed(InstalledPackage old, ImmutableArray<NeededEntry> news, Func<BytePath, bool> isNew)
    {
        var libraries = Find(old, news, isNew).SelectMany(path => old.Contents[path] is { } entry ? [entry] : Array.Empty<ContentsEntry>()).ToList();
        var folders = libraries.SelectMany(entry => Parents(entry.Path)).Distinct().Select(ContentsEntry.Folder);
        return [.. folders, .. libraries];
    }

    /// <summary>The real paths of a package's libraries that others need, where it goes and has no successor: they are noted as kept of it, and nobody owns them.</summary>
    /// <param name="old">The package.</param>
    /// <param name="isBound">Whether its libraries go with it, whoever needs them.</param>
    internal IReadOnlySet<BytePath> KeepOfLeaving(InstalledPackage old, bool isBound)
    {
        var found = isBound ? [] : Find(old, [], null);
        if (found.Count == 0 && Registry.IsEmpty) return found;
        Registry.Register(Of(old, []));
        Registry.Register(Of(old, [.. found.Order()]));
        Registry.Store();
        return found.Select(Real).ToHashSet();
    }

    /// <summary>The preserved files, which any package may take for its own by bringing them; null where there are none.</summary>
    internal TakenLibraries? Takeable()
    {
        if (Registry.IsEmpty) return null;
        var all = from entry in Registry.Entries from path in entry.Paths where root.TryStatus(path, out _) select path;
        return new TakenLibraries(all.ToLookup(path => root.TryStatus(path, out var status) ? ObjectKey.Of(status) : default));
    }

    /// <summary>Knows of what a package has kept of those it replaced; <see cref="Commit"/> writes it down.</summary>
    internal void Enter(InstalledPackage package, IEnumerable<InstalledPackage> replaced, IEnumerable<BytePath> kept)
    {
        var paths = kept.Order().ToImmutableArray();
        if (paths.IsEmpty && Registry.IsEmpty) return;
        foreach (var old in replaced) Registry.Register(Of(old, []));
        Registry.Register(Of(package, paths));
    }

    /// <summary>Writes down what is kept, now that a package counts as installed; what it took for its own is nobody else's any more.</summary>
    internal void Commit(InstalledPackage package, TakenLibraries? taken)
    {
        foreach (var entry in taken is { Paths.Count: > 0 } ? Registry.Entries : [])
        {
            var left = entry.Paths.Where(path => !taken!.Paths.Contains(path)).ToImmutableArray();
            if (left.Length == entry.Paths.Length) continue;
            if (entry.Owner != package.Id) Disown(entry.Owner, taken!.Paths);
            Registry.Register(entry with { Paths = left });
        }

        Registry.Store();
    }

    /// <summary>Takes out what is kept and nobody needs any more.</summary>
    internal void RemoveUnneeded()
    {
        if (Registry.IsEmpty || _settled == database.Revision) return;
        Registry.Prune(root);
        var unneeded = new UnneededLibraries(_source, Registry.Entries).Find();
        foreach (var path in unneeded.Values.SelectMany(gone => gone)) Remove(path);
        Registry.Prune(root);
        Registry.Store();
        foreach (var (owner, gone) in unneeded) Disown(owner, gone);
        _settled = database.Revision;
    }

    // What is in the place of a library that is needed must have its soname, too.
    private HashSet<BytePath> Find(InstalledPackage old, ImmutableArray<NeededEntry> news, Func<BytePath, bool>? isNew)
    {
        if (!keeps) return [];
        var kept = Registry.Entries.SelectMany(entry => entry.Paths).Where(path => old.Contents[path] is not null).Select(_source.Read);
        var libraries = old.Needed.Concat(kept).Where(entry => entry.Soname.Length > 0).ToList();
        var going = libraries.Where(entry => isNew?.Invoke(Real(NeededEntry.Beside(entry.Path, entry.Soname))) != true).Select(entry => entry.Soname).ToHashSet(StringComparer.Ordinal);
        if (going.Count == 0 || !_source.IsNeeded(going, news)) return [];
        var map = _source.Map(Registry.Entries, news, libraries.Select(entry => entry.Soname).ToHashSet(StringComparer.Ordinal));
        return new NeededLibraries(root, map, old, Owns(old), isNew is null ? null : path => isNew(Real(path))).Find();
    }

    private Func<BytePath, bool> Owns(InstalledPackage package)
    {
        var real = package.Contents.Entries.Select(entry => Real(entry.Path)).ToHashSet();
        return path => real.Contains(Real(path));
    }

    private BytePath Real(BytePath path) => paths.Entry(path) ?? path;

    private void Disown(PackageId owner, IReadOnlySet<BytePath> gone)
    {
        var real = gone.Select(Real).ToHashSet();
        database.Disown(owner, entry => entry.Kind != ContentsKind.Folder && real.Contains(Real(entry.Path)));
    }

    private void Remove(BytePath path)
    {
        for (var at = path; !at.IsRoot; at = at.Parent)
        {
            if (!root.TryOpenFolder(at.Parent, out var folder)) return;
            using (folder)
            {
                if (!folder.TryStatus(at.Name, out var status)) continue;
                if (at == path && !status.IsFolder) folder.RemoveFile(at.Name);
                else if (!status.IsFolder || !folder.TryRemoveFolder(at.Name)) return;
            }
        }
    }

    private static PreservedLibraries Of(InstalledPackage package, ImmutableArray<BytePath> libraries) => new(package.Id, package.Slot.Name, $"{package.Counter}", libraries);

    private static IEnumerable<BytePath> Parents(BytePath path)
    {
        for (var parent = path.Parent; !parent.IsRoot; parent = parent.Parent) yield return parent;
    }
}
