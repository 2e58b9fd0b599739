using System.Collections.Immutable;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// What the resolver found: either steps, in an order that can be followed one by one, or problems, the shortest chain first.
/// The same input gives the same resolution, always.
/// </summary>
/// <param name="Steps">What is to be done; empty where there are problems, or where nothing is to be done.</param>
/// <param name="Problems">Why there is no plan; empty where there is one.</param>
/// <param name="ExpectedOfHost">What the build host must have for these steps.</param>
/// <param name="Notes">What the reader should know besides: cycles that were cut at runtime dependencies, choices that were tried.</param>
public sealed record Resolution(
    ImmutableArray<ResolutionStep> Steps,
    ImmutableArray<ResolutionProblem> Problems,
    ImmutableArray<HostExpectation> ExpectedOfHost,
    ImmutableArray<string> Notes)
{
    /// <summary>True where the steps can be followed.</summary>
    public bool IsResolved => Problems.IsEmpty;
}
