using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Resolution;

/// <summary>What can be merged and what is installed, by name, best first. Lives as long as one resolution.</summary>
internal sealed class CandidateIndex
{
    private readonly ResolverInput input;
    private readonly BinaryAcceptance acceptance;
    private readonly Dictionary<PackageName, Candidate[]> usable = [];
    private readonly ILookup<PackageName, Candidate> installed;
    private readonly ILookup<PackageName, Atom> asked;

    internal CandidateIndex(ResolverInput input)
    {
        this.input = input;
        acceptance = new BinaryAcceptance(input);
        Sonames = new SonameNeeds(input);
        installed = input.Installed.OrderByDescending(candidate => candidate.Id).ToLookup(candidate => candidate.Id.Name);
        asked = input.Requests.Select(request => request.Atom).Where(atom => atom.Blocks == Blocking.None).ToLookup(atom => atom.Name);
    }

    /// <summary>What of packages' libraries is needed.</summary>
    internal SonameNeeds Sonames { get; }

    /// <summary>Those that options and configuration allow: newest first, binary before source unless no ebuild would give it now, then by build time, preference and build id.</summary>
    internal Candidate[] Usable(PackageName name)
    {
        if (!usable.TryGetValue(name, out var found))
        {
            var visible = input.Available.Of(name).Where(candidate => candidate.Hindrances.IsEmpty).ToArray();
            found = [.. visible.Where(candidate => Refusal(candidate, visible) is null).Order(BestFirst)];
            if (input.Options.Binaries == BinaryUse.Preferred) found = [.. found.OrderBy(candidate => candidate.Origin == CandidateOrigin.Binary && !HasEbuild(candidate, found))];
            usable.Add(name, found);
        }

        return found;
    }

    /// <summary>All of this name, hindered ones too, best first.</summary>
    internal IEnumerable<Candidate> All(PackageName name) => input.Available.Of(name).Order(BestFirst);

    /// <summary>The installed ones of this name, newest first.</summary>
    internal IEnumerable<Candidate> Installed(PackageName name) => installed[name];

    internal Candidate? InstalledInSlot(Candidate candidate) =>
        installed[candidate.Id.Name].FirstOrDefault(other => other.Slot.Name == candidate.Slot.Name);

    /// <summary>True where a request speaks of this package.</summary>
    internal bool IsAsked(Candidate candidate)
    {
        foreach (var atom in asked[candidate.Id.Name])
            if (atom.Matches(candidate)) return true;
        return false;
    }

    /// <summary>True where <c>--exclude</c> names it.</summary>
    internal bool IsExcluded(Candidate candidate) => input.Options.Exclude.Any(pattern => pattern.Matches(candidate));

    /// <summary>True where <c>--reinstall-atoms</c> names it.</summary>
    internal bool IsReinstalled(Candidate candidate) => input.Options.Reinstall.Any(pattern => pattern.Matches(candidate));

    /// <summary>True where an installed package can be built again, and no binary package of its version would do instead.</summary>
    internal bool LacksBinary(Candidate installed)
    {
        var same = input.Available.Of(installed.Id.Name).Where(candidate => candidate.Hindrances.IsEmpty && candidate.Id.Equals(installed.Id)).ToArray();
        var ebuilds = Array.FindAll(same, candidate => candidate.Origin == CandidateOrigin.Source);
        return ebuilds.Length > 0 && !Array.Exists(same, candidate => candidate.Origin == CandidateOrigin.Binary && acceptance.Refusal(candidate, ebuilds) is null);
    }

    /// <summary>Why the command does not let a candidate be chosen, in words; null where it does.</summary>
    internal string? Refusal(Candidate candidate) => Refusal(candidate, input.Available.Of(candidate.Id.Name).Where(other => other.Hindrances.IsEmpty));

    private string? Refusal(Candidate candidate, IEnumerable<Candidate> visible) => candidate.Origin switch
    {
        CandidateOrigin.Source when input.Options.Binaries == BinaryUse.Only => "an ebuild, and only binary packages are allowed",
        CandidateOrigin.Binary when input.Options.Binaries == BinaryUse.Never => "a binary package, and none is allowed",
        _ when input.Options.Exclude.FirstOrDefault(pattern => pattern.Matches(candidate)) is { } excluded => $"--exclude={excluded} leaves it out",
        CandidateOrigin.Binary => acceptance.Refusal(candidate, [.. visible.Where(other => other.Origin == CandidateOrigin.Source)]),
        _ => null,
    };

    /// <summary>Where ebuilds count, a binary package goes behind them unless there is one of its version (emerge(1), <c>--use-ebuild-visibility</c>).</summary>
    private static bool HasEbuild(Candidate binary, Candidate[] usable) => Array.Exists(usable, other => other.Origin == CandidateOrigin.Source && other.Id.Equals(binary.Id));

    /// <summary>True where options ask to merge an installed package again for what its ebuild says now.</summary>
    internal bool IsOutdated(Candidate installed) => (input.Options.ChangedSlot || input.Options.ChangedDependencies)
        && Usable(installed.Id.Name).FirstOrDefault(other => other.Origin == CandidateOrigin.Source && other.Id.Equals(installed.Id)) is { } ebuild
        && ((input.Options.ChangedSlot && !ebuild.Slot.Equals(installed.Slot)) || (input.Options.ChangedDependencies && acceptance.HasChangedDependencies(installed, ebuild)));

    /// <summary>True where an update may leave the installed one: it is visible, and so is an ebuild of its version, unless ebuilds do not count.</summary>
    internal bool MayStay(Candidate candidate) => candidate.Hindrances.IsEmpty
        && (input.Options.Binaries == BinaryUse.Only
            || Usable(candidate.Id.Name).Any(other => other.Origin == CandidateOrigin.Source && other.Id.Equals(candidate.Id)));

    /// <summary>An atom of a package's dependencies, with its USE conditions settled, and not bound to what the package was built against where that is ignored.</summary>
    internal Atom Settle(Atom atom, Candidate owner) => input.Options.IgnoresBuiltSlots && atom.Slot is { IsBuilt: true }
        ? atom.WithSlot(AnySlot).Evaluate(owner.IsEnabled)
        : atom.Evaluate(owner.IsEnabled);

    /// <summary>Dependencies without their USE conditions, each atom settled.</summary>
    internal DependencySpec<Atom> Settle(DependencySpec<Atom> spec, Candidate owner) => spec.Reduce(owner.IsEnabled).Select(atom => Settle(atom, owner));

    /// <summary>What a package needs to run, conditions settled, with its libraries.</summary>
    internal DependencySpec<Atom> NeedsToRun(Candidate owner) => new([.. Sonames.Of(owner).Parts, .. Settle(owner.RuntimeDependencies, owner).Parts]);

    /// <summary>True where package.provided stands in for it.</summary>
    internal bool IsProvided(Atom atom)
    {
        if (atom.Slot?.Slot is not null || atom.Repository is not null || !atom.Use.IsEmpty) return false;
        foreach (var provided in input.Provided)
            if (atom.MatchesVersion(provided)) return true;
        return false;
    }

    private static SlotDependency AnySlot { get; } = SlotDependency.Parse("=");

    private static IComparer<Candidate> BestFirst { get; } = Comparer<Candidate>.Create((left, right) =>
    {
        var result = right.Id.Version.CompareTo(left.Id.Version);
        if (result == 0) result = ((int)right.Origin).CompareTo((int)left.Origin);
        if (result == 0) result = right.Build.Time.CompareTo(left.Build.Time);
        if (result == 0) result = right.Preference.CompareTo(left.Preference);
        return result != 0 ? result : right.BuildId.CompareTo(left.BuildId);
    });
}
