using System.Collections.Immutable;
using Stage3.Linux.Files;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Libraries;

/// <summary>Which of the libraries that are kept nobody needs any more. Those that need only each other are not needed.</summary>
internal sealed class UnneededLibraries(LinkageSource source, ImmutableArray<PreservedLibraries> kept)
{
    /// <summary>Their paths, by the package that they are kept for.</summary>
    internal IReadOnlyDictionary<PackageId, IReadOnlySet<BytePath>> Find()
    {
        var sonames = kept.SelectMany(each => each.Paths).Select(path => source.Read(path).Soname).Where(soname => soname.Length > 0).ToHashSet(StringComparer.Ordinal);
        var map = source.Map(kept, [], sonames);
        var libraries = (from each in kept from path in each.Paths let key = map.Key(path) where key.IsThere select (each.Owner, Path: path, Key: key)).ToList();
        var keys = libraries.Select(each => each.Key).ToHashSet();
        var consumers = libraries.ToLookup(each => each.Key, each => ConsumersOf(map, each.Path, keys).ToList());
        var needed = new HashSet<ObjectKey>();
        bool more;
        do
        {
            more = false;
            foreach (var key in keys.Where(key => !needed.Contains(key)))
                if (consumers[key].Any(some => some.Exists(consumer => !keys.Contains(consumer) || needed.Contains(consumer)))) more |= needed.Add(key);
        }
        while (more);
        return libraries.Where(each => !needed.Contains(each.Key)).GroupBy(each => each.Owner).ToDictionary(group => group.Key, IReadOnlySet<BytePath> (group) => group.Select(each => each.Path).ToHashSet());
    }

    private static IEnumerable<ObjectKey> ConsumersOf(LinkageMap map, BytePath path, HashSet<ObjectKey> keys)
    {
        if (map.Find(path) is not { } library) yield break;
        foreach (var consumer in map.Consumers(library, path))
        {
            var key = map.Key(consumer);
            // Whoever finds another library of that soname does not need this one; a library may have moved from one folder to another.
            if (key.IsThere && (keys.Contains(key) || !HasAnother(map, consumer, library.Entry.Soname, keys))) yield return key;
        }
    }

    private static bool HasAnother(LinkageMap map, BytePath consumer, string soname, HashSet<ObjectKey> keys) =>
        map.Find(consumer) is { } linked && map.Providers(linked, soname).Select(map.Key).Any(key => key.IsThere && !keys.Contains(key));
}
