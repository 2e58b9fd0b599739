using System.Collections.Immutable;
using Stage3.Chroot.Census;
using Stage3.Chroot.Policy;
using Stage3.Reports;

namespace Stage3.Chroot;

/// <summary>All that is known of a root after it was looked at.</summary>
/// <param name="Root">What people call the root.</param>
/// <param name="Findings">What is wrong, the worst first, without what the policy accepts.</param>
/// <param name="Accepted">What the policy accepts, each with its reason.</param>
/// <param name="Severities">The severities that the policy sets otherwise.</param>
/// <param name="Allowed">The files that the policy allows though no package brought them.</param>
/// <param name="Accounts">Every account that there is or that something names.</param>
/// <param name="Packages">What each package has in the root.</param>
/// <param name="Entries">How many files, folders and others were looked at.</param>
public sealed record Examination(
    string Root,
    ImmutableArray<Finding> Findings,
    ImmutableArray<AcceptedFinding> Accepted,
    ImmutableArray<RuleSeverity> Severities,
    ImmutableArray<AllowedPath> Allowed,
    ImmutableArray<AccountUse> Accounts,
    ImmutableArray<PackageShare> Packages,
    long Entries)
{
    /// <summary>True where a finding is at or above the gate.</summary>
    public bool Fails(Severity gate) => Findings.Any(finding => finding.Severity >= gate);

    /// <summary>Equal by content.</summary>
    public bool Equals(Examination? other) =>
        other is not null && Root == other.Root && Entries == other.Entries && Findings.SequenceEqual(other.Findings) && Accepted.SequenceEqual(other.Accepted)
        && Severities.SequenceEqual(other.Severities) && Allowed.SequenceEqual(other.Allowed) && Accounts.SequenceEqual(other.Accounts) && Packages.SequenceEqual(other.Packages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Root, Entries, Findings.Length, Accounts.Length, Packages.Length);
}
