using System.Diagnostics.CodeAnalysis;
using Stage3.Portage.Names;

namespace Stage3.Portage.Atoms;

/// <summary>
/// One entry between the brackets of an atom, such as <c>-flag(+)</c>. <paramref name="Default"/> is what a package without
/// the flag counts as; without it, such a package does not match. Source: PMS 8.3.4.
/// </summary>
public sealed record UseDependency(UseFlag Flag, UseDependencyKind Kind, bool? Default = null)
{
    /// <summary>True where it depends on the asking package's USE.</summary>
    public bool IsConditional => Kind is not (UseDependencyKind.Enabled or UseDependencyKind.Disabled);

    /// <summary>Reads one entry.</summary>
    /// <exception cref="FormatException">The text is no USE dependency.</exception>
    public static UseDependency Parse(string text) => TryParse(text, out var dependency)
        ? dependency
        : throw new FormatException($"'{text}' is not a USE dependency: one of flag, -flag, flag?, !flag?, flag=, !flag=, with (+) or (-) after the flag");

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out UseDependency? dependency)
    {
        dependency = null;
        if (string.IsNullOrEmpty(text)) return false;
        var prefix = text[0] is '-' or '!' ? text[0] : ' ';
        var suffix = text[^1] is '?' or '=' ? text[^1] : ' ';
        var kind = KindOf(prefix, suffix);
        var flag = text.AsSpan(prefix == ' ' ? 0 : 1);
        if (kind is null || flag.IsEmpty) return false;
        if (suffix != ' ') flag = flag[..^1];
        bool? missing = flag.EndsWith("(+)", StringComparison.Ordinal) ? true : flag.EndsWith("(-)", StringComparison.Ordinal) ? false : null;
        if (missing is not null) flag = flag[..^3];
        if (UseFlag.TryParse(flag.ToString(), out var name)) dependency = new UseDependency(name, kind.Value, missing);
        return dependency is not null;
    }

    /// <summary>What it asks of the flag's state, given the asking package's own; null where it then asks nothing.</summary>
    public bool? Demand(bool own) => Kind switch
    {
        UseDependencyKind.Enabled => true,
        UseDependencyKind.Disabled => false,
        UseDependencyKind.EnabledIfOwn => own ? true : null,
        UseDependencyKind.DisabledIfNotOwn => own ? null : false,
        UseDependencyKind.Same => own,
        _ => !own,
    };

    /// <summary>The unconditional form, given the asking package's own state; null where it then asks nothing.</summary>
    public UseDependency? Evaluate(bool own) => Demand(own) is { } demand
        ? this with { Kind = demand ? UseDependencyKind.Enabled : UseDependencyKind.Disabled }
        : null;

    /// <inheritdoc/>
    public override string ToString()
    {
        var flag = Flag + (Default switch { true => "(+)", false => "(-)", _ => "" });
        return Kind switch
        {
            UseDependencyKind.Enabled => flag,
            UseDependencyKind.Disabled => "-" + flag,
            UseDependencyKind.EnabledIfOwn => flag + "?",
            UseDependencyKind.DisabledIfNotOwn => "!" + flag + "?",
            UseDependencyKind.Same => flag + "=",
            _ => "!" + flag + "=",
        };
    }

    private static UseDependencyKind? KindOf(char prefix, char suffix) => (prefix, suffix) switch
    {
        (' ', ' ') => UseDependencyKind.Enabled,
        ('-', ' ') => UseDependencyKind.Disabled,
        (' ', '?') => UseDependencyKind.EnabledIfOwn,
        ('!', '?') => UseDependencyKind.DisabledIfNotOwn,
        (' ', '=') => UseDependencyKind.Same,
        ('!', '=') => UseDependencyKind.Opposite,
        _ => null,
    };
}
