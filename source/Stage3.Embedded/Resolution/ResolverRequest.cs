using Stage3.Portage.Atoms;

namespace Stage3.Embedded.Resolution;

/// <summary>An atom asked for, and by whom: <c>argument</c>, or the set that it is of, such as <c>@world</c>.</summary>
public sealed record ResolverRequest(Atom Atom, string Origin = "argument")
{
    /// <summary>True where a set asked for it.</summary>
    public bool IsOfSet => Origin.StartsWith('@');

    /// <inheritdoc/>
    public override string ToString() => $"{Atom} ({Origin})";
}
