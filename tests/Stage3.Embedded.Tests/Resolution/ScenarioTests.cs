using System.Text.Json;
using Stage3.Embedded.Resolution;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Resolution;

public class ScenarioTests
{
    internal static readonly Dictionary<string, Scenario> Scenarios = Read();

    public static TheoryData<string> Names => [.. Scenarios.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_scenario_comes_out_as_written(string name)
    {
        var scenario = Scenarios[name];
        scenario.Check(Resolver.Resolve(scenario.Input()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_second_run_gives_the_same(string name)
    {
        string Run() => string.Join('\n', Resolver.Resolve(Scenarios[name].Input()) is var resolution
            ? resolution.Steps.Select(step => $"{step} after {string.Join(',', step.After)}").Concat(resolution.Problems.Select(problem => problem.ToString()))
            : []);
        Run().Should().Be(Run());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_only_wait_for_earlier_ones(string name)
    {
        var steps = Resolver.Resolve(Scenarios[name].Input()).Steps;
        for (var place = 0; place < steps.Length; place++) steps[place].After.Should().OnlyHaveUniqueItems().And.NotContain(other => other >= place);
    }

    private static Dictionary<string, Scenario> Read() => Directory
        .GetFiles(ProjectRoot.File("tests/Stage3.Embedded.Tests/Resolution/Scenarios"), "*.json")
        .Order(StringComparer.Ordinal)
        .SelectMany(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateArray())
        .Select(json => new Scenario(json))
        .ToDictionary(scenario => scenario.Name);
}
