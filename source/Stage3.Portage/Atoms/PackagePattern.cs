using System.Diagnostics.CodeAnalysis;
using System.IO.Enumeration;
using Stage3.Portage.Names;

namespace Stage3.Portage.Atoms;

/// <summary>
/// What a line of user configuration (<c>package.use</c>, <c>package.mask</c>, …) speaks of: an atom, or Portage's wildcards
/// in category and name, such as <c>*/*</c>, <c>sys-apps/*</c>, <c>*/systemd:0::gentoo</c> and <c>=*/*-9999*</c>. Source: portage(5).
/// </summary>
public sealed record PackagePattern
{
    private readonly string text;
    private readonly string category;
    private readonly string name;
    private readonly string? versionPart;
    private readonly SlotDependency? slot;
    private readonly RepositoryName? repository;

    private PackagePattern(string text, string category, string name, string? versionPart, SlotDependency? slot, RepositoryName? repository, Atom? atom)
    {
        (this.text, this.category, this.name, this.versionPart) = (text, category, name, versionPart);
        (this.slot, this.repository, Atom) = (slot, repository, atom);
    }

    /// <summary>The atom, where no wildcard is there.</summary>
    public Atom? Atom { get; }

    /// <summary>Reads an atom or a wildcard.</summary>
    /// <exception cref="FormatException">The text is neither; the message quotes it and says why.</exception>
    public static PackagePattern Parse(string text, AtomSyntax syntax) =>
        TryParse(text, syntax, out var pattern, out var error) ? pattern : throw new FormatException(error);

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value, with the reason.</summary>
    public static bool TryParse(string? text, AtomSyntax syntax, [NotNullWhen(true)] out PackagePattern? pattern, [NotNullWhen(false)] out string? error)
    {
        pattern = null;
        if (Atom.TryParse(text, syntax, out var atom, out error)) pattern = new PackagePattern(text!, "", "", null, null, null, atom);
        else if (text!.Contains('*', StringComparison.Ordinal) && TryReadWildcard(text, syntax, out pattern)) error = null;
        return pattern is not null;
    }

    /// <summary>True where the line speaks of this package; USE dependencies count too.</summary>
    public bool Matches(IAtomCandidate candidate) => Atom?.Matches(candidate) ?? MatchesWildcards(candidate);

    /// <inheritdoc/>
    public bool Equals(PackagePattern? other) => text == other?.text;

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => text;

    private static bool TryReadWildcard(string text, AtomSyntax syntax, [NotNullWhen(true)] out PackagePattern? pattern)
    {
        pattern = null;
        var rest = text;
        RepositoryName? repository = null;
        SlotDependency? slot = null;
        var colons = rest.IndexOf("::", StringComparison.Ordinal);
        if (colons >= 0 && !(syntax.AllowsRepository && RepositoryName.TryParse(rest[(colons + 2)..], out repository))) return false;
        if (colons >= 0) rest = rest[..colons];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && !SlotDependency.TryParse(rest[(colon + 1)..], out slot)) return false;
        if (colon >= 0) rest = rest[..colon];

        // Of versions, Portage knows only "=…-*part*": the version holds the part somewhere.
        string? versionPart = null;
        if (rest.StartsWith('='))
        {
            var hyphen = rest.LastIndexOf("-*", StringComparison.Ordinal);
            if (hyphen < 0 || !rest.EndsWith('*') || rest.Length < hyphen + 4) return false;
            (versionPart, rest) = (rest[(hyphen + 2)..^1], rest[1..hyphen]);
        }

        var parts = rest.Split('/');
        if (parts.Length != 2 || !IsGlob(parts[0], '.') || !IsGlob(parts[1], '_')) return false;
        pattern = new PackagePattern(text, parts[0], parts[1], versionPart, slot, repository, null);
        return true;
    }

    private static bool IsGlob(string text, char more) => text.Length > 0 && text[0] is not ('-' or '+' or '.')
        && !text.Contains("**", StringComparison.Ordinal)
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '*' or '+' or '_' or '-' || character == more);

    private bool MatchesWildcards(IAtomCandidate candidate) => FileSystemName.MatchesSimpleExpression(category, candidate.Id.Name.Category, ignoreCase: false)
        && FileSystemName.MatchesSimpleExpression(name, candidate.Id.Name.Name, ignoreCase: false)
        && (versionPart is null || candidate.Id.Version.ToString().Contains(versionPart, StringComparison.Ordinal))
        && (slot is null || slot.Matches(candidate.Slot))
        && (repository is null || repository == candidate.Repository);
}
