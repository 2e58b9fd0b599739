using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Emerge.Seeds;

/// <summary>A seed is not used: all the reasons. Nothing of it was run.</summary>
public sealed class SeedRefusedException(HostPath seed, ImmutableArray<string> reasons, string remedy) : Stage3Exception(
    $"the seed {seed.Name} is refused: {string.Join("; ", reasons)}", seed.Value, remedy)
{
    /// <summary>Why, each a sentence without its full stop.</summary>
    public ImmutableArray<string> Reasons { get; } = reasons;
}
