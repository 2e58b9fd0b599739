using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// Where packages are built and nothing is merged, what they are built with must be installed, and what building forbids must
/// not be. Nothing of ROOT changes, so nothing else can go wrong. Source: emerge(1), <c>--buildpkgonly</c>.
/// </summary>
internal sealed class BuildCheck(CandidateIndex index, PackageGraph graph)
{
    internal void Check()
    {
        foreach (var node in graph.Planned)
        {
            foreach (var (child, strength) in node.Needs.Where(need => (need.Strength & (DependencyStrength.Build | DependencyStrength.Satisfied)) == DependencyStrength.Build).Distinct())
            {
                if (strength.HasFlag(DependencyStrength.Optional)) continue;
                var atoms = child.Demands.Where(demand => demand.Parent == node).Select(demand => $"{node.Package.Id} is built with '{demand.Atom}'").Distinct();
                Add(ProblemKind.NoCandidate, $"{child.Package} would have to be merged before {node.Package.Id} is built, and --buildpkgonly merges nothing", child, [.. atoms]);
            }

            foreach (var blocker in node.Blockers.Where(blocker => blocker.Blocks == Blocking.Strong))
            {
                foreach (var installed in index.Installed(blocker.Name).Where(blocker.WithoutBlocker().Matches))
                    Add(ProblemKind.Blocker, $"{node.Package.Id} cannot be built while {installed} is installed ('{blocker}'), and --buildpkgonly removes nothing", node, []);
            }
        }
    }

    private void Add(ProblemKind kind, string message, PackageNode node, string[] details) =>
        graph.Conflicts.Add(new Conflict(new ResolutionProblem(kind, message, [.. PackageGraph.ChainTo(node)], [.. details]), [node.Package]));
}
