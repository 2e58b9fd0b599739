using System.Collections.Immutable;
using Stage3.Linux.Files;

namespace Stage3.Portage.Installed;

/// <summary>Which packages own which path, over all CONTENTS of a database. In memory; not for several threads at once while it changes.</summary>
public sealed class OwnerIndex
{
    private readonly Dictionary<BytePath, ImmutableArray<InstalledPackage>> owners = [];

    private OwnerIndex()
    {
    }

    /// <summary>The packages that name the path in their CONTENTS, in the order of their names; folders often have several.</summary>
    public ImmutableArray<InstalledPackage> this[BytePath path] => owners.GetValueOrDefault(path, []);

    /// <summary>The index of some packages.</summary>
    public static OwnerIndex Of(IEnumerable<InstalledPackage> packages)
    {
        var index = new OwnerIndex();
        foreach (var package in packages) index.Add(package);
        return index;
    }

    internal void Add(InstalledPackage package)
    {
        foreach (var entry in package.Contents.Entries)
        {
            var others = this[entry.Path];
            var at = others.Length;
            while (at > 0 && others[at - 1].Id.CompareTo(package.Id) > 0) at--;
            owners[entry.Path] = others.Insert(at, package);
        }
    }

    internal void Remove(InstalledPackage package)
    {
        foreach (var entry in package.Contents.Entries)
        {
            var left = this[entry.Path].Remove(package);
            if (left.IsEmpty) owners.Remove(entry.Path);
            else owners[entry.Path] = left;
        }
    }
}
