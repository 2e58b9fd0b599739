using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>A package in the graph: one to be merged, or an installed one whose dependencies are looked at.</summary>
internal sealed class PackageNode(Candidate package, Candidate? replaces)
{
    internal Candidate Package { get; } = package;

    internal Candidate? Replaces { get; } = replaces;

    internal bool IsInstalled => Package.Origin == CandidateOrigin.Installed;

    /// <summary>How far below a request it was found.</summary>
    internal int Depth { get; init; }

    /// <summary>True where it is asked for and only what it needs is merged.</summary>
    internal bool IsLeftOut { get; init; }

    /// <summary>The packages in the plan that it needs.</summary>
    internal List<(PackageNode Child, DependencyStrength Strength)> Needs { get; } = [];

    /// <summary>Who wants it, and with which atom.</summary>
    internal List<Demand> Demands { get; } = [];

    /// <summary>Its settled blockers.</summary>
    internal List<Atom> Blockers { get; } = [];
}
