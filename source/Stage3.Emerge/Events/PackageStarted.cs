using Stage3.Emerge.Plans;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Events;

/// <summary>A package's turn has come.</summary>
/// <param name="Package">The package.</param>
/// <param name="Origin">Whether it is built or taken from a binary package.</param>
/// <param name="Number">Its place in the run, from 1.</param>
/// <param name="Total">How many packages the run has.</param>
public sealed record PackageStarted(PackageId Package, PackageOrigin Origin, int Number, int Total) : PackageEvent(Package);
