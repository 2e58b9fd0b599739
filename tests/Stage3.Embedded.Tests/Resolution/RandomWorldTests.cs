using System.Collections.Immutable;
using CsCheck;
using Stage3.Embedded.Resolution;
using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Resolution;

[Trait("Category", "Fuzz")]
public class RandomWorldTests
{
    private const int Share = 1000;

    [Fact]
    public void The_order_of_the_index_does_not_matter() => RandomWorld.Any.Sample(
        world => Told(world.Resolve()).SequenceEqual(Told(world.Resolve(seed: 1))), iter: FuzzCount.Or(Share), print: Print);

    [Fact]
    public void What_the_plan_brings_has_all_that_it_needs_in_the_end_and_nothing_that_it_forbids() => RandomWorld.Any.Sample(
        world =>
        {
            var resolution = world.Resolve();
            if (!resolution.IsResolved) return resolution.Steps.IsEmpty;
            var end = After(world, resolution.Steps.Length, resolution);
            return resolution.Steps.OfType<MergeStep>().All(step => end.Contains(step.Package)
                && Parts(step.Package, step.Package.RuntimeDependencies).Concat(Parts(step.Package, step.Package.PostDependencies)).All(part => IsMet(part, end, step.Package)));
        },
        iter: FuzzCount.Or(Share), print: Print);

    [Fact]
    public void What_is_installed_loses_nothing_that_it_had() => RandomWorld.Any.Sample(
        world =>
        {
            var resolution = world.Resolve();
            if (!resolution.IsResolved) return true;
            var end = After(world, resolution.Steps.Length, resolution);
            return world.Installed.Where(end.Contains).All(installed => Parts(installed, installed.RuntimeDependencies).Where(part => !IsBlocker(part) && IsMet(part, world.Installed, installed)).All(part => IsMet(part, end, installed)));
        },
        iter: FuzzCount.Or(Share), print: Print);

    [Fact]
    public void What_a_build_needs_is_there_before_it() => RandomWorld.Any.Sample(
        world =>
        {
            var resolution = world.Resolve();
            for (var place = 0; place < resolution.Steps.Length; place++)
            {
                var there = After(world, place, resolution);
                if (resolution.Steps[place] is MergeStep { Package: { Origin: CandidateOrigin.Source } package }
                    && !Parts(package, package.BuildDependencies).Where(part => !IsBlocker(part)).All(part => IsMet(part, there, package))) return false;
            }

            return true;
        },
        iter: FuzzCount.Or(Share), print: Print);

    [Fact]
    public void What_running_needs_is_there_before_it_or_the_circle_is_told() => RandomWorld.Any.Sample(
        world =>
        {
            var resolution = world.Resolve();
            for (var place = 0; place < resolution.Steps.Length; place++)
            {
                if (resolution.Steps[place] is not MergeStep { Package: var package }) continue;
                var there = After(world, place + 1, resolution);
                if (Parts(package, package.RuntimeDependencies).Any(part => !IsBlocker(part) && !IsMet(part, there, package))
                    && !resolution.Notes.Any(note => note.StartsWith($"{package.Id} is merged before ", StringComparison.Ordinal))) return false;
            }

            return true;
        },
        iter: FuzzCount.Or(Share), print: Print);

    private static string Print(RandomWorld world) => world.ToString();

    private static IEnumerable<string> Told(Embedded.Resolution.Resolution resolution) =>
        resolution.Steps.Select(step => $"{step} after {string.Join(',', step.After)}").Concat(resolution.Problems.Select(problem => problem.ToString())).Concat(resolution.Notes);

    /// <summary>What is there when so many steps are done.</summary>
    private static List<Candidate> After(RandomWorld world, int steps, Embedded.Resolution.Resolution resolution)
    {
        var there = world.Installed.ToList();
        foreach (var step in resolution.Steps.Take(steps))
        {
            there.RemoveAll(other => other == step.Package || (step is MergeStep && other.Id.Name.Equals(step.Package.Id.Name) && other.Slot.Name == step.Package.Slot.Name));
            if (step is MergeStep) there.Add(step.Package);
        }

        return there;
    }

    private static ImmutableArray<DependencyNode<Atom>> Parts(Candidate package, DependencySpec<Atom> spec) => spec.Reduce(package.IsEnabled).Select(atom => atom.Evaluate(package.IsEnabled)).Parts;

    private static bool IsBlocker(DependencyNode<Atom> part) => part is DependencyLeaf<Atom> { Value.Blocks: not Blocking.None };

    private static bool IsMet(DependencyNode<Atom> part, IReadOnlyCollection<Candidate> there, Candidate self) => part switch
    {
        DependencyLeaf<Atom> { Value: { Blocks: Blocking.None } atom } => there.Any(atom.Matches),
        DependencyLeaf<Atom> blocker => !there.Any(other => other != self && blocker.Value.Matches(other)),
        DependencyGroup<Atom> { Kind: GroupKind.AnyOf } any => any.Parts.IsEmpty || any.Parts.Any(inner => IsMet(inner, there, self)),
        DependencyGroup<Atom> all => all.Parts.All(inner => IsMet(inner, there, self)),
        _ => false,
    };
}
