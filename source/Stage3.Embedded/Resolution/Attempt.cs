using System.Collections.Immutable;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// What earlier tries have taught: what not to choose; and what follows from that: which installed packages to merge again,
/// and which binary packages are of no use for it.
/// </summary>
internal sealed class Attempt
{
    private readonly ImmutableDictionary<Suspect, string> avoided;
    private readonly ImmutableHashSet<Candidate> stale;

    private Attempt(ImmutableDictionary<Suspect, string> avoided, ImmutableHashSet<Candidate> rebuilt, ImmutableHashSet<Candidate> stale) =>
        (this.avoided, Rebuilt, this.stale) = (avoided, rebuilt, stale);

    internal static Attempt First { get; } = new(ImmutableDictionary<Suspect, string>.Empty, [], []);

    internal ImmutableHashSet<Candidate> Rebuilt { get; }

    /// <summary>What is not chosen, and why.</summary>
    internal IEnumerable<string> Reasons => avoided.Where(pair => pair.Key.Package.Origin != CandidateOrigin.Installed)
        .Select(pair => $"{pair.Key.Package} was passed over{(pair.Key.Chooser is null ? "" : $" by {pair.Key.Chooser.Id}")}: {pair.Value}")
        .Order(StringComparer.Ordinal);

    internal bool IsExcluded(Candidate candidate) => (avoided.Count > 0 && avoided.ContainsKey(new Suspect(candidate))) || stale.Contains(candidate);

    internal bool IsAvoided(Candidate candidate, Candidate chooser) => avoided.Count > 0 && avoided.ContainsKey(new Suspect(candidate, chooser));

    /// <summary>The next try does without; which rebuilds that needs, it has to find out anew.</summary>
    internal Attempt Without(Suspect suspect, string reason) => new(avoided.SetItem(suspect, reason), [], []);

    internal Attempt Rebuilding(IEnumerable<Candidate> candidates, IEnumerable<Candidate> useless) => new(avoided, Rebuilt.Union(candidates), stale.Union(useless));

    internal bool IsSameAs(Attempt other) => avoided.Count == other.avoided.Count && avoided.Keys.All(other.avoided.ContainsKey)
        && Rebuilt.SetEquals(other.Rebuilt) && stale.SetEquals(other.stale);
}
