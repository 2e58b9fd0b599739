using System.Collections.Immutable;

namespace Stage3.Embedded.Resolution;

/// <summary>One thing to do. <paramref name="After"/> are the indices, in <see cref="Resolution.Steps"/>, of the steps that must be done before; all are earlier ones.</summary>
public abstract record ResolutionStep(Candidate Package, ImmutableArray<int> After);
