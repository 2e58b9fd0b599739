using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>An atom wanted by a package of the graph, or by a request.</summary>
internal sealed record Demand(Atom Atom, PackageNode? Parent, ResolverRequest? Request, DependencyStrength Strength, bool ByChoice = false)
{
    /// <summary>How far below a request what meets it is. Virtuals below one stand for what they need, and so count for nothing.</summary>
    internal int Depth => Parent switch
    {
        null => 0,
        { Depth: > 0, Package.Id.Name.Category: "virtual" } => Parent.Depth,
        _ => Parent.Depth + 1,
    };

    internal string By => Parent?.Package.Id.ToString() ?? Request!.Origin;
}
