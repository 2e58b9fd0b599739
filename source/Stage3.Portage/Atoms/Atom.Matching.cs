using Stage3.Portage.Names;
using Stage3.Portage.Versions;

namespace Stage3.Portage.Atoms;

/// <content>Whether a package is the one asked for. A blocker matches what it blocks.</content>
public sealed partial record Atom
{
    /// <summary>
    /// True where the package has name, version, slot, repository, library and USE asked for. Conditional USE dependencies must have
    /// been settled by <see cref="Evaluate"/>; one that was not counts as met, but for its flag that must exist.
    /// </summary>
    public bool Matches(IAtomCandidate candidate) => MatchesIgnoringUse(candidate) && FirstUnmetUse(candidate) is null;

    /// <summary>True where name, version, slot, repository and library are those asked for.</summary>
    public bool MatchesIgnoringUse(IAtomCandidate candidate) => MatchesVersion(candidate.Id)
        && (BuildId is null || BuildId == candidate.BuildId)
        && (Slot is null || Slot.Matches(candidate.Slot))
        && (Repository is null || Repository == candidate.Repository)
        && (Soname is null || candidate.Provides(Soname));

    /// <summary>True where name and version are those asked for.</summary>
    public bool MatchesVersion(PackageId id) => Name.Equals(id.Name) && MatchesVersion(id.Version);

    /// <summary>What the package does not meet of what is asked of USE, the first of it, in words; null where it meets all.</summary>
    public string? FirstUnmetUse(IAtomCandidate candidate)
    {
        foreach (var flag in required)
            if (!candidate.HasFlag(flag)) return $"'{flag}' is asked for, and it has no such flag";
        foreach (var use in Use)
            if (IsUnmet(use, candidate)) return InWords(use, candidate);
        return null;
    }

    /// <summary>All that the package does not meet of what is asked of USE, flag by flag, conditions aside.</summary>
    public IEnumerable<UseDependency> UnmetUse(IAtomCandidate candidate) => Use.Where(use => IsUnmet(use, candidate));

    /// <summary>True where it asks of a flag that the package does not have, without saying what then counts.</summary>
    public bool LacksFlag(IAtomCandidate candidate) => required.Any(flag => !candidate.HasFlag(flag))
        || Use.Any(use => !use.IsConditional && !candidate.HasFlag(use.Flag) && (use.Default ?? false) != (use.Kind == UseDependencyKind.Enabled));

    private static bool IsUnmet(UseDependency use, IAtomCandidate candidate) => !use.IsConditional && State(use, candidate) != (use.Kind == UseDependencyKind.Enabled);

    private static bool State(UseDependency use, IAtomCandidate candidate) => candidate.HasFlag(use.Flag) ? candidate.IsEnabled(use.Flag) : use.Default ?? false;

    private static string InWords(UseDependency use, IAtomCandidate candidate) => $"'{use}' is asked for, and it is {(State(use, candidate) ? "on" : "off")}";

    private bool MatchesVersion(PackageVersion version) => Operator switch
    {
        AtomOperator.None => true,
        AtomOperator.Less => version.CompareTo(Version) < 0,
        AtomOperator.LessOrEqual => version.CompareTo(Version) <= 0,
        AtomOperator.Equal => version.Equals(Version),
        AtomOperator.EqualPrefix => version.StartsWith(Version!),
        AtomOperator.AnyRevision => version.EqualsWithoutRevision(Version!),
        AtomOperator.GreaterOrEqual => version.CompareTo(Version) >= 0,
        _ => version.CompareTo(Version) > 0,
    };
}
