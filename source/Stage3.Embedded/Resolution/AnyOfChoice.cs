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
        Unavailable,
    }

    /// <summary>All atoms of a settled dependency string, one alternative of each choice.</summary>
    internal IEnumerable<Atom> Flatten(Candidate chooser, IEnumerable<DependencyNode<Atom>> parts) => parts.SelectMany(part => part switch
    {
        DependencyLeaf<Atom> leaf => [leaf.Value.Evaluate(chooser.IsEnabled)],
        DependencyGroup<Atom> { Kind: GroupKind.AnyOf } anyOf => (IEnumerable<Atom>)Choose(chooser, anyOf),
        DependencyGroup<Atom> all => Flatten(chooser, all.Parts),
        _ => throw new InvalidOperationException($"a condition is left: {part}"),
    });

    private ImmutableArray<Atom> Choose(Candidate chooser, DependencyGroup<Atom> anyOf)
    {
        var alternatives = anyOf.Parts.Select(part => Judge(chooser, [.. Flatten(chooser, [part])])).ToList();
        if (alternatives.Count == 0) return [];
        var best = alternatives.Min(one => one.Rank);
        return Promote([.. alternatives.Where(one => one.Rank == best)])[0].Atoms;
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

    private Alternative Judge(Candidate chooser, ImmutableArray<Atom> atoms)
    {
        var wanted = atoms.Where(atom => atom.Blocks == Blocking.None && !index.IsProvided(atom)).ToArray();
        var packages = new Dictionary<PackageName, Candidate>();
        var useFits = true;
        var available = true;
        foreach (var atom in wanted)
        {
            var found = choice.Choose(atom, isRequest: false, []);
            if (found is null)
            {
                useFits = false;
                found = choice.Choose(atom.WithoutUse(), isRequest: false, []);
            }

            if (found is null) available = false;
            else if (!packages.TryGetValue(found.Id.Name, out var other) || found.Id > other.Id) packages[found.Id.Name] = found;
        }

        var real = packages.Values.Where(package => package.Id.Name.Category != "virtual").ToArray();
        var planned = wanted.Where(atom => atom.Name.Category != "virtual").All(IsPlanned);
        var installed = real.All(package => index.Installed(package.Id.Name).Any());
        var keepsSlots = installed && real.All(package => index.InstalledInSlot(package) is not null);
        if (packages.Values.Any(package => attempt.IsAvoided(package, chooser))) return new Alternative(atoms, Rank.Avoided, packages, false, false);
        var rank = available ? RankAvailable(useFits, planned, installed, keepsSlots) : RankUnavailable(wanted);
        return new Alternative(atoms, rank, packages, available && keepsSlots, available && planned);
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

    private sealed class Alternative(ImmutableArray<Atom> atoms, Rank rank, Dictionary<PackageName, Candidate> packages, bool keepsSlots, bool isPlanned)
    {
        internal ImmutableArray<Atom> Atoms { get; } = atoms;

        internal Rank Rank { get; } = rank;

        internal Dictionary<PackageName, Candidate> Packages { get; } = packages;

        internal bool KeepsSlots { get; } = keepsSlots;

        internal bool IsPlanned { get; } = isPlanned;
    }
}
