using System.Collections.Immutable;

namespace Stage3.Portage.Configuration;

/// <summary>Whether a package may be installed, and all reasons why it may not.</summary>
/// <param name="Reasons">The reasons; none where it may.</param>
public sealed record Visibility(ImmutableArray<MaskReason> Reasons)
{
    /// <summary>True where nothing masks the package.</summary>
    public bool IsVisible => Reasons.IsEmpty;

    /// <inheritdoc/>
    public bool Equals(Visibility? other) => other is not null && Reasons.SequenceEqual(other.Reasons);

    /// <inheritdoc/>
    public override int GetHashCode() => Reasons.Length;

    /// <inheritdoc/>
    public override string ToString() => IsVisible ? "visible" : $"masked by: {string.Join("; ", Reasons)}";
}
