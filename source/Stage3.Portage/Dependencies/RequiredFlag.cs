using Stage3.Portage.Names;

namespace Stage3.Portage.Dependencies;

/// <summary>One flag of REQUIRED_USE, <c>flag</c> or <c>!flag</c>: it must be on, or off where <paramref name="Negated"/>.</summary>
public sealed record RequiredFlag(UseFlag Flag, bool Negated)
{
    /// <inheritdoc/>
    public override string ToString() => Negated ? "!" + Flag : Flag.Name;
}
