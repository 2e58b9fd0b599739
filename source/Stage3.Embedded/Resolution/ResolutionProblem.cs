using System.Collections.Immutable;

namespace Stage3.Embedded.Resolution;

/// <summary>One reason why there is no plan.</summary>
/// <param name="Kind">What sort of reason.</param>
/// <param name="Message">The reason in one line.</param>
/// <param name="Chain">From the request down to the package that it happens to.</param>
/// <param name="Details">More of it, one line each: every candidate with why it was rejected.</param>
public sealed record ResolutionProblem(ProblemKind Kind, string Message, ImmutableArray<string> Chain, ImmutableArray<string> Details)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Join('\n', [Message, .. Chain.IsEmpty ? [] : (string[])[$"  chain: {string.Join(" -> ", Chain)}"], .. Details.Select(line => $"  {line}")]);
}
