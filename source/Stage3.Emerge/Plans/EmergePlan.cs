using System.Collections.Immutable;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Plans;

/// <summary>What an <c>emerge</c> command does, in merge order.</summary>
/// <param name="Packages">The packages for the command's root; each stands behind what must be merged before it.</param>
/// <param name="ExpectedOfHost">
/// Build tools (BDEPEND) that no package database of the host can vouch for; they are the host's to have.
/// </param>
public sealed record EmergePlan(ImmutableArray<PlannedPackage> Packages, ImmutableArray<string> ExpectedOfHost)
{
    /// <summary>Packages that would go into another root than the command's: the running system's, or that of <c>--sysroot</c>.</summary>
    public ImmutableArray<PlannedPackage> Elsewhere { get; init; } = [];

    /// <summary>Installed packages that would be removed, to make way.</summary>
    public ImmutableArray<PackageId> Removed { get; init; } = [];

    /// <summary>How many are compiled and not taken from a binary package.</summary>
    public int FromSource => Packages.Count(package => package.Origin == PackageOrigin.Source);

    /// <summary>Bytes that must be fetched, rounded up to KiB a package.</summary>
    public long Download => Packages.Sum(package => package.Download);
}
