using System.Collections.Immutable;

namespace Stage3.Embedded.Resolution;

/// <summary>What earlier tries have taught: what not to choose, and which installed packages to merge again.</summary>
internal sealed class Attempt
{
    private readonly ImmutableDictionary<Suspect, string> avoided;

    private Attempt(ImmutableDictionary<Suspect, string> avoided, ImmutableHashSet<Candidate> rebuilt) => (this.avoided, Rebuilt) = (avoided, rebuilt);

    internal static Attempt First { get; } = new(ImmutableDictionary<Suspect, string>.Empty, []);

    internal ImmutableHashSet<Candidate> Rebuilt { get; }

    /// <summary>What is not chosen, and why.</summary>
    internal IEnumerable<string> Reasons => avoided.Where(pair => pair.Key.Package.Origin != CandidateOrigin.Installed)
        .Select(pair => $"{pair.Key.Package} was passed over{(pair.Key.Chooser is null ? "" : $" by {pair.Key.Chooser.Id}")}: {pair.Value}")
        .Order(StringComparer.Ordinal);

    internal bool IsExcluded(Candidate candidate) => avoided.Count > 0 && avoided.ContainsKey(new Suspect(candidate));

    internal bool IsAvoided(Candidate candidate, Candidate chooser) => avoided.Count > 0 && avoided.ContainsKey(new Suspect(candidate, chooser));

    internal Attempt Without(Suspect suspect, string reason) => new(avoided.SetItem(suspect, reason), Rebuilt);

    internal Attempt Rebuilding(IEnumerable<Candidate> candidates) => new(avoided, Rebuilt.Union(candidates));

    internal bool IsSameAs(Attempt other) => avoided.Count == other.avoided.Count && avoided.Keys.All(other.avoided.ContainsKey) && Rebuilt.SetEquals(other.Rebuilt);
}
