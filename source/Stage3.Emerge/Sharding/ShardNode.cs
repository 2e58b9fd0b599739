using System.Collections.Immutable;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Sharding;

/// <summary>A package to be built, and what of the same plan it asks for.</summary>
/// <param name="Package">The package.</param>
/// <param name="Needs">The packages that it needs to be built, to be merged or to run, in any order; those that are no part of the plan do not count, nor does itself.</param>
public sealed record ShardNode(PackageId Package, ImmutableArray<PackageId> Needs);
