using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stage3.Portage.Names;

namespace Stage3.Portage.Atoms;

/// <summary>
/// Packages to take and packages to leave, as two options of emerge name them, or two keys of a <c>repos.conf</c> or
/// <c>binrepos.conf</c>. Source: emerge(1), <c>--usepkg-include</c>, <c>--getbinpkg-include</c>; portage(5).
/// </summary>
/// <param name="Include">Only these; all where it is empty.</param>
/// <param name="Exclude">None of these.</param>
public sealed record PackageLists(ImmutableArray<PackagePattern> Include, ImmutableArray<PackagePattern> Exclude)
{
    /// <summary>All packages are taken.</summary>
    public static PackageLists All { get; } = new([], []);

    /// <summary>Reads both lists, of words; a name without a category is of any. What both name counts in neither.</summary>
    /// <exception cref="FormatException">A word is neither a name, wildcards, nor one of them with a slot.</exception>
    public static PackageLists Parse(IEnumerable<string> include, IEnumerable<string> exclude)
    {
        var (taken, left) = (include.Select(ParseOne).Distinct().ToArray(), exclude.Select(ParseOne).Distinct().ToArray());
        return new PackageLists([.. taken.Except(left)], [.. left.Except(taken)]);
    }

    /// <summary>One pattern of these lists: <c>cat/name</c>, <c>name</c>, <c>cat/*</c>, <c>name:slot</c>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static PackagePattern ParseOne(string word) => TryParseOne(word, out var pattern, out var error) ? pattern : throw new FormatException(error);

    /// <summary>As <see cref="ParseOne"/>, but a malformed word is a value, with the reason.</summary>
    public static bool TryParseOne(string word, [NotNullWhen(true)] out PackagePattern? pattern, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(word);
        return PackagePattern.TryParse(word.Contains('/', StringComparison.Ordinal) ? word : $"*/{word}", AtomSyntax.User, out pattern, out error);
    }

    /// <summary>These, and those of configuration but for what these say otherwise of.</summary>
    public PackageLists Over(PackageLists configured)
    {
        var left = configured.Without(this);
        return new PackageLists([.. Include, .. left.Include], [.. Exclude, .. left.Exclude]);
    }

    /// <summary>The same but for what stronger lists say otherwise of.</summary>
    public PackageLists Without(PackageLists stronger) => new([.. Include.Except(stronger.Exclude)], [.. Exclude.Except(stronger.Include)]);

    /// <summary>The same of the packages of one repository.</summary>
    public PackageLists Of(RepositoryName repository)
    {
        ImmutableArray<PackagePattern> Within(ImmutableArray<PackagePattern> patterns) => [.. patterns.Select(pattern => PackagePattern.Parse($"{pattern}::{repository}", AtomSyntax.User))];
        return new PackageLists(Within(Include), Within(Exclude));
    }

    /// <summary>Why the package is left, in words; null where it is taken.</summary>
    /// <param name="package">The package.</param>
    /// <param name="option">What the lists are called without their endings: <c>--usepkg</c>.</param>
    public string? Refusal(IAtomCandidate package, string option)
    {
        ArgumentNullException.ThrowIfNull(package);
        foreach (var pattern in Exclude)
            if (pattern.Matches(package)) return $"{option}-exclude: {pattern}";
        return Include.IsEmpty || Include.Any(pattern => pattern.Matches(package)) ? null : $"{option}-include does not name it";
    }

    /// <inheritdoc/>
    public bool Equals(PackageLists? other) => other is not null && Include.SequenceEqual(other.Include) && Exclude.SequenceEqual(other.Exclude);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Include.Length, Exclude.Length);
}
