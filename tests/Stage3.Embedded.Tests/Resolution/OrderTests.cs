using CsCheck;
using Stage3.Embedded.Resolution;
using Stage3.Portage.Atoms;
using Stage3.Portage.Dependencies;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Tests.Resolution;

public class OrderTests
{
    [Fact]
    public void What_a_build_needs_comes_first_and_what_running_needs_too_but_in_a_circle() => Graphs(8).Sample(graph =>
    {
        var resolution = Resolve(graph);
        if (!resolution.IsResolved) return resolution.Problems.All(problem => problem.Kind == ProblemKind.BuildCycle);
        var place = resolution.Steps.Select((step, index) => (step.Package.Id.Name.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index);
        return graph.All(edge => !place.ContainsKey(Name(edge.From)) || edge.From == edge.To || place[Name(edge.To)] < place[Name(edge.From)]
            || (!edge.IsBuild && Reaches(graph, edge.To, edge.From)));
    }, iter: 2000);

    [Fact]
    public void A_cycle_that_is_reported_is_one() => Graphs(6).Sample(graph =>
    {
        var resolution = Resolve(graph);
        if (resolution.IsResolved) return true;
        var names = resolution.Problems[0].Message[(resolution.Problems[0].Message.IndexOf(':', StringComparison.Ordinal) + 2)..].Split(" -> ");
        var numbers = names.Select(name => int.Parse(PackageId.Parse(name).Name.Name[1..])).ToArray();
        var edges = numbers.Zip(numbers.Skip(1)).Select(pair => graph.Where(edge => (edge.From, edge.To) == pair).ToArray()).ToArray();
        return edges.All(found => found.Length > 0) && edges.Any(found => found.Any(edge => edge.IsBuild));
    }, iter: 2000);

    [Fact]
    public void Three_thousand_packages_are_ordered_whole()
    {
        var random = new Random(1);
        var graph = Enumerable.Range(1, 2999).SelectMany(from => Enumerable.Range(0, 6).Select(_ => new Edge(from, (int)(from * Math.Pow(random.NextDouble(), 2)), random.Next(3) == 0))).ToArray();
        var resolution = Resolve(graph, Enumerable.Range(0, 3000));
        resolution.Steps.Should().HaveCount(3000);
        var place = resolution.Steps.Select((step, index) => (step.Package.Id.Name.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index);
        graph.Should().OnlyContain(edge => place[Name(edge.To)] < place[Name(edge.From)]);
    }

    private static Gen<Edge[]> Graphs(int size) =>
        Gen.Select(Gen.Int[0, size - 1], Gen.Int[0, size - 1], Gen.Int[0, 3], (from, to, kind) => new Edge(from, to, kind == 0)).Array[0, size * 2];

    private static Stage3.Embedded.Resolution.Resolution Resolve(Edge[] graph, IEnumerable<int>? requests = null)
    {
        var nodes = graph.SelectMany(edge => new[] { edge.From, edge.To }).Append(0).Distinct().Order().ToArray();
        var from = graph.ToLookup(edge => edge.From);
        var candidates = nodes.Select(node => new Candidate(PackageId.Parse($"a/{Name(node)}-1"), Slot.Zero, CandidateOrigin.Source)
        {
            BuildDependencies = Spec(from[node].Where(edge => edge.IsBuild)),
            RuntimeDependencies = Spec(from[node].Where(edge => !edge.IsBuild)),
        });
        return Resolver.Resolve(new ResolverInput(
            new CandidateList(candidates), [], [.. (requests ?? [0]).Select(node => new ResolverRequest(Atom.Parse($"a/{Name(node)}")))], new ResolverOptions()));
    }

    private static DependencySpec<Atom> Spec(IEnumerable<Edge> edges) =>
        PackageDependencies.Parse(string.Join(' ', edges.Select(edge => $"a/{Name(edge.To)}").Distinct()), AtomSyntax.User);

    private static bool Reaches(Edge[] graph, int from, int to)
    {
        var seen = new HashSet<int> { from };
        for (var grows = true; grows;) grows = graph.Any(edge => seen.Contains(edge.From) && seen.Add(edge.To));
        return seen.Contains(to);
    }

    private static string Name(int node) => $"p{node}";

    private sealed record Edge(int From, int To, bool IsBuild);
}
