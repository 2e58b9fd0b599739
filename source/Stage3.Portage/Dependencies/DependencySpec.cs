using System.Collections.Immutable;
using Stage3.Portage.Names;

namespace Stage3.Portage.Dependencies;

/// <summary>
/// A dependency string as a tree: the parts of its outermost all-of group. Made by the parsers of its kind:
/// <see cref="PackageDependencies"/>, <see cref="RequiredUse"/>, <see cref="SourceUris"/>, <see cref="Words"/>. Source: PMS 8.2.
/// </summary>
/// <typeparam name="T">What the leaves hold.</typeparam>
public sealed record DependencySpec<T>(ImmutableArray<DependencyNode<T>> Parts)
    where T : notnull
{
    /// <summary>True where nothing at all is asked.</summary>
    public bool IsEmpty => Parts.IsEmpty;

    /// <summary>All leaves, those below inactive conditions too, in the order of the text.</summary>
    public IEnumerable<T> Leaves => LeavesOf(Parts);

    /// <summary>All flags that a condition asks for, in the order of the text, each once.</summary>
    public IEnumerable<UseFlag> ConditionFlags => FlagsOf(Parts).Distinct();

    /// <summary>The leaves that remain with this USE, whatever group they are in: what LICENSE, RESTRICT and SRC_URI ask for.</summary>
    public IEnumerable<T> Flatten(Func<UseFlag, bool> use) => LeavesOf(Reduce(use).Parts);

    /// <summary>
    /// The same without conditions: the parts of those that hold stand in their place, the others are gone. Brackets that
    /// say nothing are dissolved; an empty group stays, for its meaning depends on the EAPI.
    /// </summary>
    public DependencySpec<T> Reduce(Func<UseFlag, bool> use) => new(Reduced(Parts, use, insideChoice: false));

    /// <summary>The same with other parts in the place of choices that have no alternative left; for what has no conditions any more.</summary>
    public DependencySpec<T> ReplaceEmptyChoices(ImmutableArray<DependencyNode<T>> instead) => new(Replaced(Parts, instead));

    /// <summary>The same with every leaf replaced.</summary>
    public DependencySpec<TOther> Select<TOther>(Func<T, TOther> leaf)
        where TOther : notnull => new(Selected(Parts, leaf));

    /// <inheritdoc/>
    public bool Equals(DependencySpec<T>? other) => other is not null && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Length;

    /// <summary>The dependency string, with one space between words.</summary>
    public override string ToString() => string.Join(' ', Parts);

    private static IEnumerable<T> LeavesOf(ImmutableArray<DependencyNode<T>> parts) => parts.SelectMany(part => part switch
    {
        DependencyLeaf<T> leaf => [leaf.Value],
        DependencyGroup<T> group => LeavesOf(group.Parts),
        _ => LeavesOf(((UseConditional<T>)part).Parts),
    });

    private static IEnumerable<UseFlag> FlagsOf(ImmutableArray<DependencyNode<T>> parts) => parts.SelectMany(part => part switch
    {
        DependencyLeaf<T> => [],
        DependencyGroup<T> group => FlagsOf(group.Parts),
        _ => FlagsOf(((UseConditional<T>)part).Parts).Prepend(((UseConditional<T>)part).Flag),
    });

    private static ImmutableArray<DependencyNode<T>> Reduced(ImmutableArray<DependencyNode<T>> parts, Func<UseFlag, bool> use, bool insideChoice)
    {
        var result = ImmutableArray.CreateBuilder<DependencyNode<T>>(parts.Length);
        foreach (var part in parts)
        {
            switch (part)
            {
                case DependencyGroup<T> { Kind: not GroupKind.AllOf } choice:
                    result.Add(choice with { Parts = Reduced(choice.Parts, use, insideChoice: true) });
                    break;
                case DependencyGroup<T> all:
                    AddAll(result, Reduced(all.Parts, use, insideChoice: false), insideChoice);
                    break;
                case UseConditional<T> condition when condition.Holds(use):
                    AddAll(result, Reduced(condition.Parts, use, insideChoice: false), insideChoice);
                    break;
                case DependencyLeaf<T>:
                    result.Add(part);
                    break;
            }
        }

        return result.DrainToImmutable();
    }

    private static ImmutableArray<DependencyNode<T>> Replaced(ImmutableArray<DependencyNode<T>> parts, ImmutableArray<DependencyNode<T>> instead) =>
        [.. parts.SelectMany(part => part switch
        {
            DependencyGroup<T> group when Replaced(group.Parts, instead) is { IsEmpty: false } inner => [group with { Parts = inner }],
            DependencyGroup<T> { Kind: GroupKind.AllOf } => [],
            DependencyGroup<T> => instead,
            _ => ImmutableArray.Create(part),
        })];

    /// <summary>Several parts are one alternative of a choice, and just parts anywhere else.</summary>
    private static void AddAll(ImmutableArray<DependencyNode<T>>.Builder result, ImmutableArray<DependencyNode<T>> parts, bool insideChoice)
    {
        if (insideChoice && parts.Length > 1) result.Add(new DependencyGroup<T>(GroupKind.AllOf, parts));
        else result.AddRange(parts);
    }

    private static ImmutableArray<DependencyNode<TOther>> Selected<TOther>(ImmutableArray<DependencyNode<T>> parts, Func<T, TOther> leaf)
        where TOther : notnull =>
        [.. parts.Select<DependencyNode<T>, DependencyNode<TOther>>(part => part switch
        {
            DependencyLeaf<T> one => new DependencyLeaf<TOther>(leaf(one.Value)),
            DependencyGroup<T> group => new DependencyGroup<TOther>(group.Kind, Selected(group.Parts, leaf)),
            _ when part is UseConditional<T> condition => new UseConditional<TOther>(condition.Flag, condition.Negated, Selected(condition.Parts, leaf)),
            _ => throw new InvalidOperationException($"no such node: {part}"),
        })];
}
