using System.Collections.Immutable;
using Stage3.Chroot.Policy;

namespace Stage3.Specification;

/// <summary>The section <c>verify</c>: how the finished root is judged.</summary>
/// <param name="Severities">Rules that weigh otherwise.</param>
/// <param name="Exceptions">Findings that are accepted.</param>
/// <param name="Unowned">Files that no package has to own.</param>
public sealed record VerifySpec(ImmutableArray<RuleSeverity> Severities, ImmutableArray<RuleException> Exceptions, ImmutableArray<AllowedPath> Unowned)
{
    /// <summary>Whether files must have the modification times that the installed database recorded.</summary>
    public bool ModificationTimes { get; init; }

    /// <summary>The rules as they are.</summary>
    public static VerifySpec Default { get; } = new([], [], []);

    /// <summary>Equal by content, in the order written.</summary>
    public bool Equals(VerifySpec? other) =>
        other is not null && Severities.SequenceEqual(other.Severities) && Exceptions.SequenceEqual(other.Exceptions) && Unowned.SequenceEqual(other.Unowned)
        && ModificationTimes == other.ModificationTimes;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Severities.Length, Exceptions.Length, Unowned.Length);
}
