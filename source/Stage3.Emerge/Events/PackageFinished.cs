using Stage3.Emerge.Plans;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Events;

/// <summary>A package is in the root.</summary>
/// <param name="Package">The package.</param>
/// <param name="Origin">Whether it was built or taken from a binary package.</param>
/// <param name="Done">How many packages of the run are finished, this one among them.</param>
/// <param name="Total">How many packages the run has.</param>
/// <param name="Elapsed">How long the run has taken up to now.</param>
public sealed record PackageFinished(PackageId Package, PackageOrigin Origin, int Done, int Total, TimeSpan Elapsed)
    : PackageEvent(Package);
