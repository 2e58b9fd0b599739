using System.Collections.Immutable;

namespace Stage3.Packaging.Documents;

/// <summary>What whoever built a root states of how: for the provenance beside the archive. No times and no paths of the machine.</summary>
/// <param name="Builder">What built it: a URI.</param>
/// <param name="Version">Its version.</param>
/// <param name="Parameters">What was asked for: name and value.</param>
/// <param name="Circumstances">What else had a say: engine, patch verdict.</param>
/// <param name="Inputs">All that was read.</param>
public sealed record BuildStatement(
    string Builder,
    string Version,
    ImmutableArray<KeyValuePair<string, string>> Parameters,
    ImmutableArray<KeyValuePair<string, string>> Circumstances,
    ImmutableArray<BuildInput> Inputs)
{
    /// <summary>Equal by content.</summary>
    public bool Equals(BuildStatement? other) =>
        other is not null && Builder == other.Builder && Version == other.Version && Parameters.SequenceEqual(other.Parameters)
        && Circumstances.SequenceEqual(other.Circumstances) && Inputs.SequenceEqual(other.Inputs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Builder, Version, Inputs.Length);
}
