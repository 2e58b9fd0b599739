using System.Collections.Immutable;

namespace Stage3.Portage.Binhosts;

/// <summary>What publishing did.</summary>
/// <param name="Copied">The paths of packages that were new or had changed, sorted.</param>
/// <param name="Unchanged">How many of those to publish were there already.</param>
/// <param name="Removed">The paths that the binhost no longer has, sorted.</param>
/// <param name="Total">How many packages the binhost's index names now.</param>
public sealed record PublicationResult(ImmutableArray<string> Copied, int Unchanged, ImmutableArray<string> Removed, int Total);
