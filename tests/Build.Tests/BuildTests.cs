using System.Reflection;
using System.Text.Json;
using Nuke.Common;
using Stage3.Invocation;
using Stage3.Testing;

namespace Stage3.BuildTests;

/// <summary>The build of this repository, seen from outside.</summary>
public sealed class BuildTests
{
    private static readonly string[] TakenByNukeAndPortage = ["Root", "Profile", "Host", "Target", "Arch"];

    private static Surface Surface => Surface.Of(typeof(global::Build));

    private static IEnumerable<KnownParameter> Own => Surface.Parameters.Except(Surface.Of(typeof(Nothing)).Parameters, new ByName());

    [Fact]
    public void Every_target_is_described()
    {
        var help = HostRun.Of<global::Build>(null, ["--help"]).Output.Split('\n');
        foreach (var target in Surface.Targets)
            help[Array.FindIndex(help, line => line == $"  {target}" || line.StartsWith($"  {target} ", StringComparison.Ordinal)) + 1].Should().MatchRegex("^      [A-Z].{15,}", $"{target} is described");
    }

    [Fact]
    public void Every_parameter_is_described_and_none_has_a_name_that_portage_uses()
    {
        var members = typeof(global::Build).GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(member => member.GetCustomAttribute<ParameterAttribute>()).OfType<ParameterAttribute>();
        members.Should().OnlyContain(parameter => parameter.Description != null && parameter.Description.Length > 10);
        Own.Select(parameter => parameter.Name).Should().NotBeEmpty().And.NotIntersectWith(TakenByNukeAndPortage);
    }

    [Fact]
    public void The_schema_for_editors_knows_the_same_targets_and_parameters()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(ProjectRoot.File(".nuke/build.schema.json")));
        var definitions = schema.RootElement.GetProperty("definitions");
        definitions.GetProperty("ExecutableTarget").GetProperty("enum").EnumerateArray().Select(item => item.GetString())
            .Should().Equal(Surface.Targets.Order(StringComparer.Ordinal));
        schema.RootElement.GetProperty("allOf")[0].GetProperty("properties").EnumerateObject().Select(property => property.Name)
            .Should().Equal(Own.Select(parameter => parameter.Name));
        definitions.GetProperty("NukeBuild").GetProperty("properties").EnumerateObject().Select(property => property.Name)
            .Should().Contain(Surface.Of(typeof(Nothing)).Parameters.Select(parameter => parameter.Name), "NUKE, which rewrites the file, adds its own");
    }

    [Fact]
    public void The_checked_in_parameters_are_sound() =>
        Check.Run(Surface, [], new Dictionary<string, string>(), ProjectRoot.Folder).Problems.Should().BeEmpty();

    private sealed class Nothing : NukeBuild;

    private sealed class ByName : EqualityComparer<KnownParameter>
    {
        public override bool Equals(KnownParameter? x, KnownParameter? y) => x?.Name == y?.Name;

        public override int GetHashCode(KnownParameter parameter) => parameter.Name.GetHashCode(StringComparison.Ordinal);
    }
}
