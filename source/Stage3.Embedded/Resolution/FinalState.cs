using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>What ROOT holds before and after the plan, and whether dependencies hold in it.</summary>
internal sealed class FinalState
{
    private readonly CandidateIndex index;
    private readonly PackageGraph graph;
    private readonly ILookup<PackageName, PackageNode> planned;

    internal FinalState(CandidateIndex index, PackageGraph graph)
    {
        (this.index, this.graph) = (index, graph);
        planned = graph.Planned.ToLookup(node => node.Package.Id.Name);
    }

    /// <summary>Installed packages that are to be removed.</summary>
    internal HashSet<Candidate> Removed { get; } = [];

    /// <summary>Names of which the plan changes anything.</summary>
    internal bool Changes(PackageName name) => planned.Contains(name) || Removed.Any(candidate => candidate.Id.Name.Equals(name));

    internal IEnumerable<PackageNode> Planned(PackageName name) => planned[name];

    internal bool Stays(Candidate installed) => !graph.IsReplaced(installed) && !Removed.Contains(installed);

    internal bool HeldBefore(DependencyNode<Atom> part) => Holds(part, atom => index.Installed(atom.Name).Any(atom.Matches) || index.IsProvided(atom));

    internal bool HoldsAfter(DependencyNode<Atom> part) => Holds(part, HoldsAfter);

    internal bool HoldsAfter(Atom atom) => planned[atom.Name].Any(node => atom.Matches(node.Package))
        || index.Installed(atom.Name).Any(candidate => Stays(candidate) && atom.Matches(candidate))
        || index.IsProvided(atom);

    private static bool Holds(DependencyNode<Atom> part, Func<Atom, bool> isMet) => part switch
    {
        DependencyLeaf<Atom> leaf => leaf.Value.Blocks != Blocking.None || isMet(leaf.Value),
        DependencyGroup<Atom> { Kind: GroupKind.AnyOf } anyOf => anyOf.Parts.IsEmpty || anyOf.Parts.Any(inner => Holds(inner, isMet)),
        DependencyGroup<Atom> all => all.Parts.All(inner => Holds(inner, isMet)),
        _ => true,
    };
}
