using System.Diagnostics.CodeAnalysis;
using Stage3.Portage.Atoms;

namespace Stage3.Portage.Dependencies;

/// <summary>DEPEND, BDEPEND, RDEPEND, PDEPEND and IDEPEND: atoms in all-of, any-of and conditional groups. Source: PMS 8.2 and 8.3.</summary>
public static class PackageDependencies
{
    /// <summary>No dependencies.</summary>
    public static DependencySpec<Atom> None { get; } = new([]);

    /// <summary>Reads a dependency string.</summary>
    /// <exception cref="FormatException">The text cannot be read; the message quotes it, says why and where.</exception>
    public static DependencySpec<Atom> Parse(string text, AtomSyntax syntax) =>
        TryParse(text, syntax, out var spec, out var error) ? spec : throw new FormatException(error.ToString());

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value, with reason and place.</summary>
    public static bool TryParse(string text, AtomSyntax syntax,
        [NotNullWhen(true)] out DependencySpec<Atom>? spec, [NotNullWhen(false)] out DependencyError? error) =>
        new DependencyParser<Atom>(text, Refuse, (string word, DependencyParser<Atom> _, out Atom? atom) => ReadAtom(word, syntax, out atom)).TryRead(out spec, out error);

    private static string? Refuse(GroupKind kind) =>
        kind is GroupKind.ExactlyOneOf or GroupKind.AtMostOneOf ? "'^^' and '??' are for REQUIRED_USE only" : null;

    private static string? ReadAtom(string word, AtomSyntax syntax, out Atom? atom) =>
        Atom.TryParse(word, syntax, out atom, out var error) ? null : error;
}
