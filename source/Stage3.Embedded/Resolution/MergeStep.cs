using System.Collections.Immutable;

namespace Stage3.Embedded.Resolution;

/// <summary>Merge a package, building it first where it is of source.</summary>
/// <param name="Package">What is merged.</param>
/// <param name="Replaces">The installed package of the same slot that goes for it; null for none.</param>
/// <param name="RequiredBy">Who asked: requests and packages, in the order found.</param>
/// <param name="After">See <see cref="ResolutionStep"/>.</param>
public sealed record MergeStep(Candidate Package, Candidate? Replaces, ImmutableArray<string> RequiredBy, ImmutableArray<int> After) : ResolutionStep(Package, After)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Package.Origin == CandidateOrigin.Binary ? "binary" : "ebuild")} {Package}{(Replaces is null ? "" : $" [{Replaces.Id.Version}]")}";
}
