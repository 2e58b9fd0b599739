using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Stage3.Portage.Names;
using Stage3.Portage.Versions;

namespace Stage3.Portage.Atoms;

/// <content>Reading: the parts are cut from both ends towards the name.</content>
public sealed partial record Atom
{
    private static readonly ImmutableArray<(string Text, AtomOperator Operator)> Operators =
    [
        ("<=", AtomOperator.LessOrEqual), ("<", AtomOperator.Less), (">=", AtomOperator.GreaterOrEqual), (">", AtomOperator.Greater),
        ("=", AtomOperator.Equal), ("~", AtomOperator.AnyRevision),
    ];

    /// <summary>As <see cref="Parse(string, AtomSyntax)"/>, but a malformed text is a value, with the reason.</summary>
    public static bool TryParse(string? text, AtomSyntax syntax, [NotNullWhen(true)] out Atom? atom, [NotNullWhen(false)] out string? error)
    {
        atom = null;
        var reason = text is null ? "nothing is there" : Read(text, syntax, out atom);
        error = reason is null ? null : $"'{text}' is not a package atom: {reason}";
        return atom is not null;
    }

    private static string? Read(string text, AtomSyntax syntax, out Atom? atom)
    {
        atom = null;
        var rest = text;
        var blocks = TakeBlocker(ref rest);
        if (blocks == Blocking.Strong && !syntax.Eapi.HasStrongBlockers) return $"EAPI {syntax.Eapi} has no strong blockers ('!!')";
        var @operator = TakeOperator(ref rest);
        if (TakeUse(ref rest, syntax, out var use) is { } badUse) return badUse;
        if (TakeRepository(ref rest, syntax, out var repository) is { } badRepository) return badRepository;
        if (TakeSlot(ref rest, syntax, out var slot) is { } badSlot) return badSlot;
        if (TakeBuild(ref rest, syntax, @operator, out var build) is { } badBuild) return badBuild;
        if (TakeNameAndVersion(rest, ref @operator, out var name, out var version) is { } badName) return badName;
        atom = new Atom(blocks, @operator, name!, version, build, slot, repository, use, [.. use.Where(one => one.Default is null).Select(one => one.Flag)]);
        return null;
    }

    private static Blocking TakeBlocker(ref string rest)
    {
        var marks = rest.StartsWith("!!", StringComparison.Ordinal) ? 2 : rest.StartsWith('!') ? 1 : 0;
        rest = rest[marks..];
        return (Blocking)marks;
    }

    private static AtomOperator TakeOperator(ref string rest)
    {
        foreach (var (sign, found) in Operators)
        {
            if (!rest.StartsWith(sign, StringComparison.Ordinal)) continue;
            rest = rest[sign.Length..];
            return found;
        }

        return AtomOperator.None;
    }

    private static string? TakeUse(ref string rest, AtomSyntax syntax, out ImmutableArray<UseDependency> use)
    {
        use = [];
        var open = rest.IndexOf('[', StringComparison.Ordinal);
        if (open < 0) return null;
        if (rest[^1] != ']') return "']' must be the last character after '['";
        if (!syntax.Eapi.HasUseDependencies) return $"EAPI {syntax.Eapi} has no USE dependencies ('[…]')";
        var parts = rest[(open + 1)..^1].Split(',');
        var found = ImmutableArray.CreateBuilder<UseDependency>(parts.Length);
        foreach (var part in parts)
        {
            if (!UseDependency.TryParse(part, out var one)) return $"'{part}' is not a USE dependency";
            if (one.Default is not null && !syntax.Eapi.HasUseDependencyDefaults) return $"EAPI {syntax.Eapi} has no defaults of USE dependencies ('{part}')";
            if (found.Any(other => other.Flag == one.Flag && other.Default != one.Default)) return $"'{part}' contradicts another default of '{one.Flag}'";
            found.Add(one);
        }

        use = found.DrainToImmutable();
        rest = rest[..open];
        return null;
    }

    private static string? TakeRepository(ref string rest, AtomSyntax syntax, out RepositoryName? repository)
    {
        repository = null;
        var colons = rest.IndexOf("::", StringComparison.Ordinal);
        if (colons < 0) return null;
        if (!syntax.AllowsRepository) return $"a repository ('{rest[colons..]}') is not allowed here";
        if (!RepositoryName.TryParse(rest[(colons + 2)..], out repository)) return $"'{rest[(colons + 2)..]}' is not a repository name";
        rest = rest[..colons];
        return null;
    }

    private static string? TakeSlot(ref string rest, AtomSyntax syntax, out SlotDependency? slot)
    {
        slot = null;
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return null;
        var text = rest[(colon + 1)..];
        if (!syntax.Eapi.HasSlotDependencies) return $"EAPI {syntax.Eapi} has no slot dependencies (':{text}')";
        if (!SlotDependency.TryParse(text, out slot)) return $"':{text}' is not a slot dependency";
        if (!syntax.Eapi.HasSlotOperators && (slot.Operator != SlotOperator.None || slot.SubSlot is not null))
            return $"EAPI {syntax.Eapi} has no slot operators and no sub-slots (':{text}')";
        rest = rest[..colon];
        return null;
    }

    /// <summary>What follows a version and looks like another one: no package's name ends like a version.</summary>
    private static string? TakeBuild(ref string rest, AtomSyntax syntax, AtomOperator @operator, out long? build)
    {
        build = null;
        var hyphen = rest.LastIndexOf('-');
        if (@operator != AtomOperator.Equal || hyphen <= 0 || NameSyntax.VersionHyphen(rest.AsSpan(0, hyphen)) <= 0) return null;
        var text = rest[(hyphen + 1)..];
        if (!text.All(char.IsAsciiDigit) || text is ['0', _, ..] || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var found)) return null;
        if (!syntax.AllowsBuild) return $"a build of a version ('{text}') is not allowed here";
        (build, rest) = (found, rest[..hyphen]);
        return null;
    }

    private static string? TakeNameAndVersion(string rest, ref AtomOperator @operator, out PackageName? name, out PackageVersion? version)
    {
        (name, version) = (null, null);
        if (rest.EndsWith('*'))
        {
            if (@operator != AtomOperator.Equal) return "'*' after a version goes with the operator '=' only";
            @operator = AtomOperator.EqualPrefix;
            rest = rest[..^1];
        }

        var hyphen = NameSyntax.VersionHyphen(rest);
        if (@operator == AtomOperator.None)
        {
            if (hyphen > 0) return "a version needs an operator (one of < <= = ~ >= >)";
        }
        else
        {
            if (hyphen <= 0) return "an operator needs a version";
            version = PackageVersion.Parse(rest[(hyphen + 1)..]);
            rest = rest[..hyphen];
        }

        return PackageName.TryParse(rest, out name, out var reason) ? null : reason;
    }
}
