using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Eclasses;
using Stage3.Emerge.Plans;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Running;

/// <summary>A plan of a real Portage, with all that carrying it out needs.</summary>
/// <param name="Command">The command that has this plan.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Provided">Packages that the host has without a record of them.</param>
/// <param name="Unpatched">Those of its binary packages that carry functions as before an eclass was patched.</param>
internal sealed record PortagePlan(EmergeCommand Command, EmergePlan Plan, ImmutableArray<string> Provided, ImmutableDictionary<PackageId, UnpatchedPackage> Unpatched);
