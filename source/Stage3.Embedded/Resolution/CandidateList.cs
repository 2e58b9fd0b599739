using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>Candidates that are all in memory already.</summary>
public sealed class CandidateList(IEnumerable<Candidate> candidates) : ICandidates
{
    private readonly ILookup<PackageName, Candidate> byName = candidates.ToLookup(candidate => candidate.Id.Name);

    /// <inheritdoc/>
    public IReadOnlyList<Candidate> Of(PackageName name) => [.. byName[name]];

    /// <inheritdoc/>
    public IEnumerable<PackageName> Providing(Soname soname) => byName.Where(group => group.Any(candidate => candidate.Provides(soname))).Select(group => group.Key);
}
