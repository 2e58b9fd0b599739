using Stage3.Emerge.Commands;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// Looks for packages that were built with what the plan builds anew: installed ones are merged again, binary ones make way for what
/// can be built. What is merged again only for that makes nothing else be merged again.
/// </summary>
internal sealed class BuildUpdates(ResolverInput input, CandidateIndex index, Attempt attempt, PackageGraph graph, FinalState state)
{
    /// <summary>Installed packages to be merged again.</summary>
    internal List<Candidate> Rebuilds { get; } = [];

    /// <summary>Binary packages that were built with the older ones.</summary>
    internal List<Candidate> Stale { get; } = [];

    internal bool Find()
    {
        if (input.Options.RebuildCause == RebuildCause.None) return false;
        var causes = graph.Planned.Where(IsCause).ToLookup(node => node.Package.Id.Name);
        bool IsMeant(Candidate package) => !input.Options.RebuildExclude.Any(pattern => pattern.Matches(package)) && !attempt.IsExcluded(package)
            && index.Usable(package.Id.Name).Any(other => other.Origin == CandidateOrigin.Source && other.Slot.Name == package.Slot.Name)
            && package.BuildDependencies.Reduce(package.IsEnabled).Leaves.Concat(package.BuildHostDependencies.Reduce(package.IsEnabled).Leaves)
                .Any(atom => causes[atom.Name].Any(node => node.Package.Id.Name != package.Id.Name && atom.Matches(node.Package)));

        Rebuilds.AddRange(input.Installed.Where(state.Stays).Where(IsMeant));
        Stale.AddRange(graph.Planned.Select(node => node.Package).Where(package => package.Origin == CandidateOrigin.Binary && IsMeant(package)));
        return Rebuilds.Count + Stale.Count > 0;
    }

    private bool IsCause(PackageNode node) => node.Package.Origin == CandidateOrigin.Source
        && !(node.Replaces is { } old && attempt.Rebuilt.Contains(old))
        && !input.Options.RebuildIgnore.Any(pattern => pattern.Matches(node.Package))
        && input.Options.RebuildCause switch
        {
            RebuildCause.Unbuilt => true,
            RebuildCause.NewRevision => node.Replaces?.Id.Equals(node.Package.Id) != true,
            _ => node.Replaces is not { } replaced || !replaced.Id.Version.EqualsWithoutRevision(node.Package.Id.Version),
        };
}
