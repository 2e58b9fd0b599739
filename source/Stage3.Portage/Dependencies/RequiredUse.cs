using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stage3.Portage.Names;

namespace Stage3.Portage.Dependencies;

/// <summary>REQUIRED_USE: which USE flags go together. Source: PMS 7.3.4 and 8.2.</summary>
public static class RequiredUse
{
    /// <summary>Any USE will do.</summary>
    public static DependencySpec<RequiredFlag> None { get; } = new([]);

    /// <summary>Reads REQUIRED_USE.</summary>
    /// <exception cref="FormatException">The text cannot be read; the message quotes it, says why and where.</exception>
    public static DependencySpec<RequiredFlag> Parse(string text, Eapi eapi) =>
        TryParse(text, eapi, out var spec, out var error) ? spec : throw new FormatException(error.ToString());

    /// <summary>As <see cref="Parse"/>, but a malformed text is a value, with reason and place.</summary>
    public static bool TryParse(string text, Eapi eapi,
        [NotNullWhen(true)] out DependencySpec<RequiredFlag>? spec, [NotNullWhen(false)] out DependencyError? error) =>
        new DependencyParser<RequiredFlag>(
            text,
            kind => kind == GroupKind.AtMostOneOf && !eapi.HasAtMostOneOf ? $"EAPI {eapi} has no '??'" : null,
            ReadFlag) { AllowsEmptyGroups = true }.TryRead(out spec, out error);

    /// <summary>Every outermost constraint that this USE breaks, each explained in one line; none where all hold.</summary>
    public static ImmutableArray<string> Check(DependencySpec<RequiredFlag> constraints, Func<UseFlag, bool> use, Eapi eapi) =>
        [.. constraints.Parts.SelectMany(part => Broken(part, use, eapi))];

    private static IEnumerable<string> Broken(DependencyNode<RequiredFlag> part, Func<UseFlag, bool> use, Eapi eapi) => part switch
    {
        UseConditional<RequiredFlag> condition => condition.Holds(use)
            ? condition.Parts.SelectMany(inner => Broken(inner, use, eapi)).Select(reason => $"{reason}, as '{(condition.Negated ? "!" : "")}{condition.Flag}' asks")
            : [],
        DependencyGroup<RequiredFlag> { Kind: GroupKind.AllOf } all => all.Parts.SelectMany(inner => Broken(inner, use, eapi)),
        DependencyGroup<RequiredFlag> choice => Holds(choice, use, eapi) ? [] : [Explain(choice, use, eapi)],
        DependencyLeaf<RequiredFlag> leaf => Holds(leaf, use, eapi) ? [] : [$"'{leaf.Value.Flag}' must be {(leaf.Value.Negated ? "off" : "on")}"],
        _ => throw new InvalidOperationException($"no such node: {part}"),
    };

    private static string Explain(DependencyGroup<RequiredFlag> choice, Func<UseFlag, bool> use, Eapi eapi)
    {
        var wanted = choice.Kind switch { GroupKind.AnyOf => "at least one", GroupKind.ExactlyOneOf => "exactly one", _ => "at most one" };
        var held = Members(choice, use).Where(part => Holds(part, use, eapi)).Select(part => $"'{part}'").ToArray();
        return $"{wanted} of '{choice}' must hold, and {(held.Length == 0 ? "none does" : $"{held.Length} do: {string.Join(", ", held)}")}";
    }

    private static bool Holds(DependencyNode<RequiredFlag> part, Func<UseFlag, bool> use, Eapi eapi)
    {
        switch (part)
        {
            case DependencyLeaf<RequiredFlag> leaf:
                return use(leaf.Value.Flag) != leaf.Value.Negated;
            case UseConditional<RequiredFlag> condition:
                return !condition.Holds(use) || condition.Parts.All(inner => Holds(inner, use, eapi));
            case DependencyGroup<RequiredFlag> { Kind: GroupKind.AllOf } all:
                return all.Parts.All(inner => Holds(inner, use, eapi));
        }

        var choice = (DependencyGroup<RequiredFlag>)part;
        var members = Members(choice, use).ToArray();
        if (members.Length == 0) return choice.Kind == GroupKind.AtMostOneOf || eapi.EmptyGroupsAreMet;
        var held = members.Count(member => Holds(member, use, eapi));
        return choice.Kind switch { GroupKind.AnyOf => held >= 1, GroupKind.ExactlyOneOf => held == 1, _ => held <= 1 };
    }

    /// <summary>PMS 8.2: a condition that does not hold is no member of the choice that it stands in.</summary>
    private static IEnumerable<DependencyNode<RequiredFlag>> Members(DependencyGroup<RequiredFlag> choice, Func<UseFlag, bool> use) =>
        choice.Parts.Where(part => part is not UseConditional<RequiredFlag> condition || condition.Holds(use));

    private static string? ReadFlag(string word, DependencyParser<RequiredFlag> words, out RequiredFlag? leaf)
    {
        var negated = word[0] == '!';
        leaf = UseFlag.TryParse(negated ? word[1..] : word, out var flag) ? new RequiredFlag(flag, negated) : null;
        return leaf is null ? $"'{word}' is not a USE flag" : null;
    }
}
