using System.Text.RegularExpressions;
using Stage3.ResolverScenarios;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Resolution;

public class ScenarioTests
{
    internal static readonly Dictionary<string, Scenario> Scenarios =
        Scenario.Read(ProjectRoot.File("tests/ResolverScenarios/Scenarios")).ToDictionary(scenario => scenario.Name);

    public static TheoryData<string> Names => [.. Scenarios.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_scenario_comes_out_as_written(string name) => Scenarios[name].Run().Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_second_run_gives_the_same(string name)
    {
        // The configuration lies in a folder of its own each time.
        string Run() => Regex.Replace(string.Join('\n', Scenarios[name].Resolve(out _) is var resolution
            ? resolution.Steps.Select(step => $"{step} after {string.Join(',', step.After)}").Concat(resolution.Problems.Select(problem => problem.ToString()))
            : []), "resolver-scenario-[^/]*", "");
        Run().Should().Be(Run());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_only_wait_for_earlier_ones(string name)
    {
        var steps = Scenarios[name].Resolve(out _).Steps;
        for (var place = 0; place < steps.Length; place++) steps[place].After.Should().OnlyHaveUniqueItems().And.NotContain(other => other >= place);
    }

    [Fact]
    public void A_step_waits_for_what_it_needs_through_an_installed_package()
    {
        var steps = Scenarios["what is needed through an installed package comes first"].Resolve(out _).Steps;
        steps.Select(step => step.Package.Id.ToString()).Should().Equal("a/lib-2", "a/top-1", "a/aaa-1");
        steps.Select(step => string.Join(' ', step.After)).Should().Equal("", "0", "1");
    }

    [Fact]
    public void A_scenario_that_does_not_hold_says_what_came_instead()
    {
        Scenario Told(string json) => new(System.Text.Json.JsonDocument.Parse(json).RootElement);
        const string World = """{ "name": "a", "ebuilds": { "a/a-1": {} }, "requests": ["a/a"], """;
        Told(World + """ "steps": ["a/a-2"] }""").Run().Should().Equal("the steps are a/a-1, expected are a/a-2");
        Told(World + """ "fails": true }""").Run().Should().Equal("it must fail, and gives a/a-1");
        Told(World + """ "problems": ["no"] }""").Run().Should().Equal("it must fail, and gives a/a-1");
        Told(World + """ "steps": ["a/a-1"], "order": [["a/a-1", "a/b-1"]] }""").Run().Should().Equal("the steps are a/a-1, expected are a/a-1, a/a-1 before a/b-1");
        Told(World + """ "stepz": [] }""").Run().Should().Equal("unknown keys: stepz");
        Told("""{ "name": "a", "requests": ["a/a"], "steps": [] }""").Run().Should().ContainSingle().Which.Should().StartWith("it must be resolved: nothing meets 'a/a'");
    }
}
