using System.Collections.Immutable;

namespace Stage3.Portage.Configuration;

/// <summary>Whether a package may be installed, and all reasons why it may not.</summary>
/// <param name="Reasons">The reasons; none where it may.</param>
public sealed record Visibility(ImmutableArray<MaskReason> Reasons)
{
    /// <summary>True where nothing masks the package.</summary>
    public bool IsVisible => Reasons.IsEmpty;

    /// <summary>What of it concerns a package that is installed already: as in Portage only an EAPI that is not supported, a package.mask and a licence.</summary>
    public Visibility OfInstalled => new([.. Reasons.Where(reason => reason.Kind is MaskKind.Eapi or MaskKind.PackageMask or MaskKind.License)]);

    /// <inheritdoc/>
    public bool Equals(Visibility? other) => other is not null && Reasons.SequenceEqual(other.Reasons);

    /// <inheritdoc/>
    public override int GetHashCode() => Reasons.Length;

    /// <inheritdoc/>
    public override string ToString() => IsVisible ? "visible" : $"masked by: {string.Join("; ", Reasons)}";
}
