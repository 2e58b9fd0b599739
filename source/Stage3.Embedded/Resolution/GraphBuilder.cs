using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Ebuilds;

namespace Stage3.Embedded.Resolution;

/// <summary>
/// Follows dependencies from the requests on. Choices (<c>||</c> and virtuals) wait until nothing else is left, so that they
/// see what is in the plan anyway.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly ResolverInput input;
    private readonly CandidateIndex index;
    private readonly PackageGraph graph;
    private readonly CandidateChoice choice;
    private readonly AnyOfChoice anyOf;
    private readonly Explanation explanation;
    private readonly Stack<PackageNode> pending = new();
    private readonly Stack<(PackageNode Parent, DependencyStrength Strength, ImmutableArray<DependencyNode<Atom>> Parts)> choices = new();

    internal GraphBuilder(ResolverInput input, CandidateIndex index, Attempt attempt)
    {
        (this.input, this.index) = (input, index);
        graph = new PackageGraph(index);
        choice = new CandidateChoice(input.Options, index, attempt, graph.BySlot);
        anyOf = new AnyOfChoice(choice, index, attempt, candidate => graph.IsPlanned(candidate) || graph.Visited.ContainsKey(candidate));
        explanation = new Explanation(index, attempt);
    }

    internal CandidateChoice Choice => choice;

    internal Explanation Explanations => explanation;

    internal PackageGraph Build(IEnumerable<ResolverRequest> requests)
    {
        foreach (var request in requests) Add(new Demand(request.Atom, null, request, DependencyStrength.None), []);
        if (!input.Options.NoDependencies) Follow();

        return graph;
    }

    private void Follow()
    {
        while (true)
        {
            if (pending.TryPop(out var node)) AddDependencies(node);
            else if (choices.TryPop(out var next)) AddAll(next.Parent, next.Strength, [.. anyOf.FlattenTogether(Chooser.Of(next.Parent, next.Strength), next.Parts)], byChoice: true);
            else return;
        }
    }

    private void AddDependencies(PackageNode node)
    {
        if (!node.IsLeftOut || CountsOfLeftOut(DependencyKind.Runtime)) AddLibraries(node);
        foreach (var (kind, strength) in Classes(node.Package).Where(one => !node.IsLeftOut || CountsOfLeftOut(one.Kind)))
        {
            // What it needs anyway is needed more; so only what its tests need counts as little.
            if (AddsTests(node)) AddDependencies(node, DependencyStrength.Post, node.Package.Dependencies(kind).Reduce(flag => flag == Candidate.Test || node.Package.IsEnabled(flag)));
            AddDependencies(node, strength, node.Package.Dependencies(kind).Reduce(node.Package.IsEnabled));
        }
    }

    private void AddLibraries(PackageNode node)
    {
        foreach (var soname in index.Sonames.Unprovided(node.Package))
        {
            if (node.IsInstalled) graph.Lacking.Add(node.Package);
            else graph.Conflicts.Add(explanation.NoProvider(soname, node));
        }

        AddDependencies(node, DependencyStrength.Runtime, index.Sonames.Of(node.Package));
    }

    private void AddDependencies(PackageNode node, DependencyStrength strength, DependencySpec<Atom> spec)
    {
        if (spec.IsEmpty) return;
        var plain = new List<Atom>();
        var waiting = ImmutableArray.CreateBuilder<DependencyNode<Atom>>();
        Divide(node, spec.Parts, plain, waiting);
        if (waiting.Count > 0) choices.Push((node, strength, waiting.DrainToImmutable()));
        AddAll(node, strength, plain, byChoice: false);
    }

    private bool AddsTests(PackageNode node) => input.Options.WithTestDependencies && node.Demands.Exists(demand => demand.Request is not null)
        && node.Package.Iuse.Contains(Candidate.Test) && !node.Package.IsEnabled(Candidate.Test) && !node.Package.TestsAreMasked;

    /// <summary>The classes that count for the package, in emerge's order.</summary>
    private IEnumerable<(DependencyKind Kind, DependencyStrength Strength)> Classes(Candidate package)
    {
        var (options, built) = (input.Options, package.Origin != CandidateOrigin.Source);
        var hostIsRoot = options.BuildHost == BuildHost.Root;
        if (built || !options.BuildOnly || options.Deep)
        {
            yield return (DependencyKind.Runtime, DependencyStrength.Runtime);
            if (hostIsRoot) yield return (DependencyKind.Install, DependencyStrength.Runtime);
            yield return (DependencyKind.Post, DependencyStrength.Post);
        }

        if (options.RootDependencies == RootDependencies.AlsoInRoot)
            foreach (var kind in (DependencyKind[])[DependencyKind.Install, DependencyKind.Build, DependencyKind.BuildHost]) yield return (kind, DependencyStrength.Runtime);
        if (built && !options.CountsBuildDependencies) yield break;
        var strength = built ? DependencyStrength.Build | DependencyStrength.Optional : DependencyStrength.Build;
        // Where build tools have a class of their own, DEPEND is what is built against, and that is of ROOT whatever the command says.
        if (options.RootDependencies != RootDependencies.RunTimeOnly || package.Eapi.HasBuildHostDependencies) yield return (DependencyKind.Build, strength);
        if (hostIsRoot) yield return (DependencyKind.BuildHost, strength);
    }

    private bool CountsOfLeftOut(DependencyKind kind) => input.Options.OnlyDependenciesToRun || kind switch
    {
        DependencyKind.Runtime or DependencyKind.Post => false,
        DependencyKind.Install => input.Options.OnlyDependenciesToInstall,
        _ => true,
    };

    private void Divide(PackageNode node, IEnumerable<DependencyNode<Atom>> parts, List<Atom> plain, ImmutableArray<DependencyNode<Atom>>.Builder waiting)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case DependencyLeaf<Atom> leaf when leaf.Value.Name.Category != "virtual":
                    plain.Add(leaf.Value);
                    break;
                case DependencyGroup<Atom> { Kind: GroupKind.AllOf } all:
                    Divide(node, all.Parts, plain, waiting);
                    break;
                case DependencyGroup<Atom> { Parts.IsEmpty: true }:
                    if (!node.Package.Eapi.EmptyGroupsAreMet) graph.Conflicts.Add(Explanation.EmptyChoice(node));
                    break;
                default:
                    waiting.Add(part);
                    break;
            }
        }
    }

    private void AddAll(PackageNode parent, DependencyStrength strength, List<Atom> atoms, bool byChoice)
    {
        var settled = atoms.Select(atom => index.Settle(atom, parent.Package)).ToArray();
        var byName = settled.Where(atom => atom.Blocks == Blocking.None).ToLookup(atom => atom.Name);
        foreach (var atom in settled)
        {
            if (atom.Blocks == Blocking.None)
                Add(new Demand(atom, parent, null, Strength(atom, strength), byChoice), [.. byName[atom.Name].Where(other => other != atom)]);
            else if (!parent.IsLeftOut && !strength.HasFlag(DependencyStrength.Optional) && (!input.Options.BuildOnly || strength.HasFlag(DependencyStrength.Build)))
                parent.Blockers.Add(atom);
        }
    }

    private DependencyStrength Strength(Atom atom, DependencyStrength strength)
    {
        if (atom.Slot?.Operator == SlotOperator.Bound) strength |= DependencyStrength.Bound;
        return index.Installed(atom.Name).Any(installed => atom.Matches(installed) && !index.IsReinstalled(installed)) ? strength | DependencyStrength.Satisfied : strength;
    }

    private void Add(Demand demand, IReadOnlyList<Atom> siblings)
    {
        if (index.IsProvided(demand.Atom)) return;
        var found = choice.Choose(demand.Atom, demand.Parent is null ? null : Chooser.Of(demand.Parent, demand.Strength), siblings, demand.Depth);
        if (found is null && demand.Strength.HasFlag(DependencyStrength.Optional)) return;
        // What an installed package lacks it lacked before; what the plan takes from it is looked at when the plan is whole.
        if (found is null && demand.Parent is { IsInstalled: true } lacking)
        {
            if (demand.Atom.Soname is not null) graph.Lacking.Add(lacking.Package);
            return;
        }

        if (demand.Parent is { IsInstalled: true } && LostTo(found!, demand) is { } lost) found = lost;
        if (found is not null && demand is { Parent: { Package.Origin: not CandidateOrigin.Source } parent, Atom.IsBuilt: true }) graph.Bound.Add((parent.Package, demand.Atom, found));
        if (found is not null && !IsServed(demand, found)) demand = demand with { Strength = demand.Strength & ~DependencyStrength.Satisfied };
        if (found is null) graph.Conflicts.Add(explanation.NoCandidate(demand));
        else if (!found.UnmetRequiredUse.IsEmpty) graph.Conflicts.Add(Explanation.UnmetRequiredUse(demand, found));
        else if (found.Origin == CandidateOrigin.Installed) Rely(demand, found);
        else if (demand.Request is not null && input.Options.OnlyDependencies) LeaveOut(demand, found);
        else Plan(demand, found);
    }

    /// <summary>False where what is built against it would be bound to another slot or sub-slot of what is installed.</summary>
    private bool IsServed(Demand demand, Candidate found) => demand.Atom.Slot?.Operator != SlotOperator.Bound
        || index.Installed(found.Id.Name).Any(installed => demand.Atom.Matches(installed) && installed.Slot.Equals(found.Slot));

    /// <summary>What an installed package had, and the plan replaces by what does not do for it: that is looked at when the plan is whole, too.</summary>
    private Candidate? LostTo(Candidate found, Demand demand)
    {
        var isLookedAt = !demand.Strength.HasFlag(DependencyStrength.Optional) || demand.Atom.IsBuilt;
        return isLookedAt && graph.InSlotOf(found) is { } node && node.Package != found
            ? index.Installed(demand.Atom.Name).FirstOrDefault(installed => installed.Slot.Name == found.Slot.Name && demand.Atom.Matches(installed))
            : null;
    }

    private void Rely(Demand demand, Candidate installed)
    {
        if (demand.Request is { IsOfSet: false } && !input.Options.IsSelective)
        {
            graph.Conflicts.Add(explanation.NoCandidate(demand));
            return;
        }

        graph.Reliances.Add((demand, installed));
        // What is there only until it is replaced has all that it needs.
        if (graph.IsReplaced(installed) || (!input.Options.Reaches(demand.Depth + 1) && !StandsIn(installed, demand))) return;
        if (!graph.Visited.TryGetValue(installed, out var node))
        {
            graph.Visited.Add(installed, node = new PackageNode(installed, null) { Depth = demand.Depth });
            graph.Found.Add(node);
            pending.Push(node);
        }

        PackageGraph.Connect(demand, node);
    }

    /// <summary>An installed virtual is met only where what it stands for is there, too.</summary>
    private static bool StandsIn(Candidate installed, Demand demand) =>
        installed.Id.Name.Category == "virtual" && demand.Parent is { } parent && (!parent.IsInstalled || parent.Package.Id.Name.Category == "virtual");

    /// <summary>Only what it needs is merged.</summary>
    private void LeaveOut(Demand demand, Candidate candidate)
    {
        var node = new PackageNode(candidate, null) { IsLeftOut = true };
        node.Demands.Add(demand);
        pending.Push(node);
    }

    private void Plan(Demand demand, Candidate candidate)
    {
        var node = graph.InSlotOf(candidate);
        if (node is not null && node.Package != candidate)
        {
            graph.Conflicts.Add(explanation.SlotConflict(node, candidate, demand));
            return;
        }

        if (node is null)
        {
            node = graph.Plan(candidate, demand.Depth);
            pending.Push(node);
        }

        PackageGraph.Connect(demand, node);
    }
}
