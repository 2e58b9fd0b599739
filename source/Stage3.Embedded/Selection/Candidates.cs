using Stage3.Embedded.Resolution;
using Stage3.Portage.Libraries;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Selection;

/// <summary>Candidates of several origins as one.</summary>
internal sealed class Candidates(params ICandidates[] origins) : ICandidates
{
    private readonly Dictionary<PackageName, IReadOnlyList<Candidate>> asked = [];

    /// <inheritdoc/>
    public IReadOnlyList<Candidate> Of(PackageName name) =>
        asked.TryGetValue(name, out var candidates)
            ? candidates
            : asked[name] = [.. origins.SelectMany(origin => origin.Of(name))];

    /// <inheritdoc/>
    public IEnumerable<PackageName> Providing(Soname soname) => origins.SelectMany(origin => origin.Providing(soname)).Distinct();
}
