using System.Collections.Immutable;

namespace Stage3.Embedded.Resolution;

/// <summary>Remove an installed package because <paramref name="Blocker"/> asks for it.</summary>
public sealed record UnmergeStep(Candidate Package, string Blocker, ImmutableArray<int> After) : ResolutionStep(Package, After)
{
    /// <inheritdoc/>
    public override string ToString() => $"uninstall {Package}";
}
