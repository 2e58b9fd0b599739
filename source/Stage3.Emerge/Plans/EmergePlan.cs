using System.Collections.Immutable;

namespace Stage3.Emerge.Plans;

/// <summary>What an <c>emerge</c> command does, in merge order.</summary>
/// <param name="Packages">The packages; each stands behind what must be merged before it.</param>
/// <param name="ExpectedOfHost">
/// Build tools (BDEPEND) that no package database of the host can vouch for; they are the host's to have.
/// </param>
public sealed record EmergePlan(ImmutableArray<PlannedPackage> Packages, ImmutableArray<string> ExpectedOfHost)
{
    /// <summary>How many are compiled and not taken from a binary package.</summary>
    public int FromSource => Packages.Count(package => package.Origin == PackageOrigin.Source);
}
