using Stage3.Portage.Atoms;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// Looks for packages that were built against a slot or sub-slot (<c>slot/sub-slot=</c>) though there is a newer one that they
/// could be built against: installed ones are merged again where an update asks for that, binary ones make way for what can be
/// built. Source: emerge(1), <c>--rebuild-if-new-slot</c>, and PMS 8.3.3.
/// </summary>
internal sealed class BoundUpdates(ResolverInput input, CandidateIndex index, Attempt attempt, PackageGraph graph)
{
    /// <summary>Installed packages to be merged again.</summary>
    internal HashSet<Candidate> Rebuilds { get; } = [];

    /// <summary>Binary packages that are bound to the older one.</summary>
    internal HashSet<Candidate> Stale { get; } = [];

    internal bool Find()
    {
        foreach (var (parent, atom, child) in graph.Bound)
        {
            if (parent.Origin == CandidateOrigin.Installed && !(input.Options.Update && (input.Options.Deep || index.IsAsked(child)))) continue;
            if (!attempt.IsExcluded(parent) && IsOutdated(parent, atom, child)) Replace(parent, atom);
        }

        Rebuilds.UnionWith(graph.Lacking.Where(CanBeMended));
        foreach (var (demand, installed) in graph.Reliances)
            if (demand is { Parent.Package.Origin: CandidateOrigin.Source, Atom.Slot: { Operator: SlotOperator.Bound, IsBuilt: false } } && HasMoved(installed)) Rebuilds.Add(installed);
        return Rebuilds.Count + Stale.Count > 0;
    }

    /// <summary>True where its ebuild now says another slot or sub-slot, though its version is the same: what is built against it would be bound to the old one.</summary>
    private bool HasMoved(Candidate installed)
    {
        var same = index.Usable(installed.Id.Name).Where(other => other.Id.Equals(installed.Id) && !attempt.IsExcluded(other)).ToArray();
        var now = Array.Find(same, other => other.Origin == CandidateOrigin.Source);
        if (now is null || now.Slot.Equals(installed.Slot) || attempt.Rebuilt.Contains(installed)) return false;
        Stale.UnionWith(same.Where(other => other.Origin == CandidateOrigin.Binary && !other.Slot.Equals(now.Slot)));
        return true;
    }

    private void Replace(Candidate parent, Atom atom)
    {
        if (parent.Origin == CandidateOrigin.Installed) Rebuilds.Add(parent);
        Stale.UnionWith(index.Usable(parent.Id.Name).Where(other =>
            other.Origin == CandidateOrigin.Binary && other.Slot.Name == parent.Slot.Name && other.AllDependencies.Concat(index.Sonames.Of(other).Leaves).Any(its => its.Equals(atom))));
    }

    private bool IsOutdated(Candidate parent, Atom atom, Candidate child)
    {
        var mayGoDown = !index.MayStay(parent);
        foreach (var other in index.Usable(parent.Id.Name))
        {
            if (other.Slot.Name != parent.Slot.Name || attempt.IsExcluded(other) || (!mayGoDown && other.Id < parent.Id)) continue;
            var free = Array.FindAll(Atoms(other, atom.Name), its => atom.Soname is null ? its.Slot is { Operator: SlotOperator.Bound, IsBuilt: false } : !its.Matches(child));
            if (free.Length > 0 && index.Usable(atom.Name).Any(newer => IsNewer(newer, child, atom) && Array.TrueForAll(free, its => its.Matches(newer)))) return true;
        }

        return false;
    }

    /// <summary>What a package asks of another: of its slot, and of its libraries.</summary>
    private Atom[] Atoms(Candidate package, PackageName name) => [.. package.AllDependencies.Where(its => its.Name.Equals(name)).Select(its => its.Evaluate(package.IsEnabled)).Concat(index.Sonames.Of(package).Leaves.Where(its => its.Name.Equals(name)))];

    /// <summary>True where another package can be merged over an installed one that lacks a library, and lacks none itself.</summary>
    private bool CanBeMended(Candidate installed) => index.Usable(installed.Id.Name).Any(other => other.Slot.Name == installed.Slot.Name && !attempt.IsExcluded(other)
        && (other.Id >= installed.Id || !index.MayStay(installed)) && !index.Sonames.Unprovided(other).Any());

    private bool IsNewer(Candidate other, Candidate child, Atom bound)
    {
        if (attempt.IsExcluded(other) || (bound.Soname is null && other.Slot.Equals(child.Slot)) || (!input.Options.RebuildsForNewSlots && other.Slot.Name != child.Slot.Name)) return false;
        var order = other.Id.Version.CompareTo(child.Id.Version);
        return order > 0 || (other.Slot.Name == child.Slot.Name && !index.MayStay(child));
    }
}
