using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>An atom wanted by a package of the graph, or by a request.</summary>
internal sealed record Demand(Atom Atom, PackageNode? Parent, ResolverRequest? Request, DependencyStrength Strength, bool ByChoice = false)
{
    /// <summary>How far below a request what meets it is.</summary>
    internal int Depth => Parent is null ? 0 : Parent.Depth + 1;

    internal string By => Parent?.Package.Id.ToString() ?? Request!.Origin;
}
