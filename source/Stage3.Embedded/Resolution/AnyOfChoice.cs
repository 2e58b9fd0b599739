using System.Collections.Immutable;
using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// Chooses among the alternatives of <c>|| ( … )</c>: first those that can be had with their USE as it is (in the plan or
/// installed before new ones), then those whose USE does not fit, then those that cannot be had; within each, the order of
/// the ebuild, unless a later one keeps what is installed or brings a newer version of the same package.
/// </summary>
internal sealed class AnyOfChoice(CandidateChoice choice, CandidateIndex index, Attempt attempt, Func<Candidate, bool> isPlanned)
{
    /// <summary>More combinations of choices are not tried out.</summary>
    private const int MostCombinations = 256;

    /// <summary>Virtuals stand for virtuals that stand for virtuals: deeper ones are not looked into.</summary>
    private const int DeepestVirtual = 4;

    private readonly HashSet<PackageName> expanding = [];

    private enum Rank
    {
        PlannedOrInstalled,
        New,
        WrongUsePlanned,
        WrongUseInstalled,
        WrongUse,
        UnavailableInstalled,
        UnavailablePartlyInstalled,
        UnavailableOtherVersionInstalled,
        Avoided,
        Downgrade,
        Unavailable,
    }

    /// <summary>All atoms of a settled dependency string, one alternative of each choice.</summary>
    internal IEnumerable<Atom> Flatten(Chooser chooser, IEnumerable<DependencyNode<Atom>> parts) => parts.SelectMany(part => part switch
    {
        DependencyLeaf<Atom> leaf => [index.Settle(leaf.Value, chooser.Package)],
        DependencyGroup<Atom> { Kind: GroupKind.AnyOf } anyOf => (IEnumerable<Atom>)Choose(chooser, anyOf),
        DependencyGroup<Atom> all => Flatten(chooser, all.Parts),
        _ => throw new InvalidOperationException($"a condition is left: {part}"),
    });

    /// <summary>As <see cref="Flatten"/>, but choices that speak of the same packages are made together, so that one package serves as many as it can.</summary>
    internal IEnumerable<Atom> FlattenTogether(Chooser chooser, IEnumerable<DependencyNode<Atom>> parts)
    {
        var left = parts.ToList();
        while (left.Count > 0)
        {
            var together = Overlapping(left);
            left.RemoveAll(together.Contains);
            var combinations = together.Count > 1 && together.Aggregate(1L, (product, one) => product * ((DependencyGroup<Atom>)one).Parts.Length) <= MostCombinations
                ? together.Cast<DependencyGroup<Atom>>().Aggregate(
                    (IEnumerable<ImmutableArray<DependencyNode<Atom>>>)[[]], (all, group) => all.SelectMany(chosen => group.Parts.Select(part => chosen.Add(part))))
                : null;
            foreach (var atom in combinations is null ? Flatten(chooser, together) : Choose([.. combinations.Select(each => Judge(chooser, [.. Flatten(chooser, each).Distinct()]))], fewest: true))
                yield return atom;
        }
    }

    /// <summary>The first part, with all others that share a package with it or with one of them, where they are choices.</summary>
    private static List<DependencyNode<Atom>> Overlapping(List<DependencyNode<Atom>> parts)
    {
        var found = new List<DependencyNode<Atom>> { parts[0] };
        if (parts[0] is not DependencyGroup<Atom> { Kind: GroupKind.AnyOf }) return found;
        var names = Names(parts[0]);
        for (var grows = true; grows;)
        {
            var more = parts.Where(part => part is DependencyGroup<Atom> { Kind: GroupKind.AnyOf } && !found.Contains(part) && Names(part).Overlaps(names)).ToArray();
            foreach (var part in more) names.UnionWith(Names(part));
            found.AddRange(more);
            grows = more.Length > 0;
        }

        return found;
    }

    private static HashSet<PackageName> Names(DependencyNode<Atom> part) =>
        [.. new DependencySpec<Atom>([part]).Leaves.Where(atom => atom.Blocks == Blocking.None).Select(atom => atom.Name)];

    private ImmutableArray<Atom> Choose(Chooser chooser, DependencyGroup<Atom> anyOf) =>
        Choose([.. anyOf.Parts.Select(part => Judge(chooser, [.. Flatten(chooser, [part])]))], fewest: false);

    private static ImmutableArray<Atom> Choose(List<Alternative> alternatives, bool fewest)
    {
        if (alternatives.Count == 0) return [];
        var best = alternatives.Min(one => one.Rank);
        var kept = alternatives.Where(one => one.Rank == best);
        return Promote([.. fewest ? kept.OrderBy(one => one.NewSlots) : kept])[0].Atoms;
    }

    private static List<Alternative> Promote(List<Alternative> alternatives)
    {
        foreach (var later in alternatives.Skip(1).ToArray())
        {
            var before = alternatives.TakeWhile(other => other != later).FirstOrDefault(other => GoesBefore(later, other));
            if (before is null) continue;
            alternatives.Remove(later);
            alternatives.Insert(alternatives.IndexOf(before), later);
        }

        return alternatives;
    }

    private static bool GoesBefore(Alternative later, Alternative other)
    {
        if (later.KeepsSlots && !other.KeepsSlots) return true;
        var orders = later.Packages.Keys.Where(other.Packages.ContainsKey)
            .Select(name => later.Packages[name].Id.Version.CompareTo(other.Packages[name].Id.Version)).ToArray();
        var (up, down) = (orders.Any(order => order > 0), orders.Any(order => order < 0));
        return (up && !down) || (later.IsPlanned && !other.IsPlanned && !(down && !up));
    }

    private Alternative Judge(Chooser chooser, ImmutableArray<Atom> atoms)
    {
        var wanted = WithVirtuals(chooser, atoms).Where(atom => atom.Blocks == Blocking.None && !index.IsProvided(atom)).ToArray();
        var packages = new Dictionary<PackageName, Candidate>();
        var useFits = true;
        var available = true;
        foreach (var atom in wanted)
        {
            var found = choice.Choose(atom, chooser, [], depth: 1);
            if (found is null)
            {
                useFits = false;
                found = choice.Choose(atom.WithoutUse(), chooser, [], depth: 1);
            }

            if (found is null) available = false;
            else if (!packages.TryGetValue(found.Id.Name, out var other) || found.Id > other.Id) packages[found.Id.Name] = found;
        }

        var real = packages.Values.Where(package => package.Id.Name.Category != "virtual").ToArray();
        var planned = wanted.Where(atom => atom.Name.Category != "virtual").All(IsPlanned);
        var installed = real.All(package => index.Installed(package.Id.Name).Any());
        var keepsSlots = installed && real.All(package => index.InstalledInSlot(package) is not null);
        var rank = packages.Values.Any(package => attempt.IsAvoided(package, chooser.Package) || (chooser.ToBuild && package == chooser.Package)) ? Rank.Avoided
            : !available ? RankUnavailable(wanted)
            : packages.Values.Any(IsDowngrade) ? Rank.Downgrade : RankAvailable(useFits, planned, installed, keepsSlots);
        return new Alternative(atoms, rank, packages)
        {
            KeepsSlots = available && keepsSlots && rank != Rank.Avoided,
            IsPlanned = available && planned && rank != Rank.Avoided,
            NewSlots = real.Count(package => index.InstalledInSlot(package) is null && !isPlanned(package)),
        };
    }

    /// <summary>What virtuals stand for counts, not they themselves; those that stand for each other in a circle count once.</summary>
    private IEnumerable<Atom> WithVirtuals(Chooser chooser, IEnumerable<Atom> atoms)
    {
        var seen = new HashSet<PackageName>();
        var waiting = new Stack<Atom>(atoms.Reverse());
        while (waiting.TryPop(out var atom))
        {
            yield return atom;
            if (atom.Blocks != Blocking.None || atom.Name.Category != "virtual" || !seen.Add(atom.Name) || expanding.Count == DeepestVirtual || !expanding.Add(atom.Name)) continue;
            if (choice.Choose(atom, chooser, [], depth: 1) is { } stands)
                foreach (var inner in Flatten(new Chooser(stands, ToBuild: false), stands.RuntimeDependencies.Reduce(stands.IsEnabled).Parts)) waiting.Push(inner);
            expanding.Remove(atom.Name);
        }
    }

    /// <summary>True where the best of its slot is installed or in the plan, and this is an older one.</summary>
    private bool IsDowngrade(Candidate package)
    {
        if (package.Origin == CandidateOrigin.Installed) return false;
        var highest = index.Usable(package.Id.Name).FirstOrDefault(other => other.Slot.Name == package.Slot.Name && !attempt.IsExcluded(other));
        return highest is not null && package.Id < highest.Id && (isPlanned(highest) || index.InstalledInSlot(package)?.Id.Equals(highest.Id) == true);
    }

    private bool IsPlanned(Atom atom) => index.Usable(atom.Name).Any(candidate => isPlanned(candidate) && atom.Matches(candidate))
        || index.Installed(atom.Name).Any(candidate => isPlanned(candidate) && atom.Matches(candidate));

    private static Rank RankAvailable(bool useFits, bool planned, bool installed, bool keepsSlots) =>
        useFits ? planned || installed ? Rank.PlannedOrInstalled : Rank.New
        : planned ? Rank.WrongUsePlanned
        : keepsSlots ? Rank.WrongUseInstalled : Rank.WrongUse;

    private Rank RankUnavailable(Atom[] wanted)
    {
        var there = wanted.Count(atom => index.Installed(atom.Name).Any(atom.Matches));
        return wanted.Length > 0 && there == wanted.Length ? Rank.UnavailableInstalled
            : there > 0 ? Rank.UnavailablePartlyInstalled
            : wanted.Any(atom => index.Installed(atom.Name).Any()) ? Rank.UnavailableOtherVersionInstalled : Rank.Unavailable;
    }

    private sealed record Alternative(ImmutableArray<Atom> Atoms, Rank Rank, Dictionary<PackageName, Candidate> Packages)
    {
        internal bool KeepsSlots { get; init; }

        internal bool IsPlanned { get; init; }

        internal int NewSlots { get; init; }
    }
}
