using Stage3.Linux;
using Stage3.Portage.Atoms;
using Stage3.Portage.BinaryPackages;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Names;

namespace Stage3.Integration;

/// <summary>
/// What the packages of a PKGDIR demand of any order in which they are merged: each after what it needs to run, except
/// where two need each other.
/// </summary>
internal sealed class MergeOrder
{
    private readonly Dictionary<PackageId, HashSet<PackageId>> needs = [];

    public MergeOrder(HostPath packages)
    {
        var entries = PackageDirectory.Open(packages, [], CancellationToken.None).Index.Entries.DistinctBy(entry => entry.Package).ToList();
        foreach (var entry in entries)
        {
            var use = entry["USE"].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
            var atoms = PackageDependencies.Parse(entry["RDEPEND"], AtomSyntax.User).Flatten(flag => use.Contains(flag.Name)).Where(atom => atom.Blocks == Blocking.None);
            needs[entry.Package] = [.. atoms.SelectMany(atom => entries.Where(other => atom.Name == other.Package.Name)).Select(other => other.Package)];
        }
    }

    /// <summary>How many demands there are.</summary>
    public int Count => needs.Sum(each => each.Value.Count(needed => !Reaches(needed, each.Key)));

    /// <summary>Every demand that an order does not meet.</summary>
    public IReadOnlyList<string> Violations(IReadOnlyList<PackageId> order)
    {
        var place = order.Select((package, number) => (package, number)).ToDictionary(each => each.package, each => each.number);
        return
        [
            .. from each in needs
               from needed in each.Value
               where place.ContainsKey(each.Key) && place.ContainsKey(needed) && place[needed] > place[each.Key] && !Reaches(needed, each.Key)
               select $"{each.Key} comes before {needed}, which it needs",
        ];
    }

    private bool Reaches(PackageId from, PackageId to)
    {
        var (seen, open) = (new HashSet<PackageId>(), new Stack<PackageId>([from]));
        while (open.TryPop(out var package))
        {
            if (package == to) return true;
            if (!seen.Add(package)) continue;
            foreach (var next in needs.GetValueOrDefault(package, [])) open.Push(next);
        }

        return false;
    }
}
