using System.Diagnostics.CodeAnalysis;
using Stage3.Portage.Atoms;

namespace Stage3.Emerge.Commands;

/// <summary>What an <c>emerge</c> run is asked for: an atom, or a set by its name (emerge(1), "atom", "set").</summary>
public sealed record PackageSelector
{
    private PackageSelector(Atom? atom, string? set) => (Atom, Set) = (atom, set);

    /// <summary>The packages of the world file and the world sets.</summary>
    public static PackageSelector World { get; } = new(null, "world");

    /// <summary>The packages that the profile calls the system.</summary>
    public static PackageSelector System { get; } = new(null, "system");

    /// <summary>The atom, where it is one.</summary>
    public Atom? Atom { get; }

    /// <summary>The set's name without <c>@</c>, where it is one.</summary>
    public string? Set { get; }

    /// <summary>The selector of one atom.</summary>
    public static PackageSelector Of(Atom atom) => new(atom, null);

    /// <summary>Reads an atom or <c>@set</c>.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static PackageSelector Parse(string text) =>
        TryParse(text, out var selector)
            ? selector
            : throw new FormatException($"'{text}' is neither a package atom (category/name) nor a set (@name)");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PackageSelector? selector)
    {
        selector = text switch
        {
            ['@', .. var set] when set.Length > 0 && set.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') =>
                new PackageSelector(null, set),
            _ when Portage.Atoms.Atom.TryParse(text, out var atom) && atom.Blocks == Blocking.None => Of(atom),
            _ => null,
        };
        return selector is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Set is null ? Atom!.ToString() : $"@{Set}";
}
