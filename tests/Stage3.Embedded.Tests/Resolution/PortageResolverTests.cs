using System.Diagnostics;
using System.Text.Json;
using Stage3.Testing;

namespace Stage3.Embedded.Tests.Resolution;

/// <summary>The scenarios in Portage's own resolver: it must merge the same packages, or fail where we do.</summary>
public class PortageResolverTests
{
    /// <summary>Where we mean to differ, and why.</summary>
    private static readonly Dictionary<string, string> Differences = new()
    {
        ["a blocker makes another alternative be taken"] = "Portage gives up on a blocker between two new packages; we try the other alternative",
        ["a strong blocker removes it before"] = "Portage does so in a ROOT elsewhere only, and the playground's is the running one",
        ["a strong blocker of its own older self removes that first"] = "the same",
        ["of several packages with the library one that comes anyway is taken"] = "Portage takes the last by name and so merges one package more",
        ["what another slot is built with goes when that is built"] = "Portage removes nothing that a package of the plan was to be built with, though it is not needed any more then",
        ["what an installed package needs is not removed"] = "Portage protects only what the world needs; we keep every installed package whole",
    };

    [FactNeeding("python3", Need.Portage)]
    public void Portage_merges_the_same()
    {
        var scenarios = ScenarioTests.Scenarios;
        var wrong = new List<string>();
        var asked = 0;
        foreach (var (name, portage) in Ask())
        {
            asked++;
            if (Differences.ContainsKey(name)) continue;
            var resolution = scenarios[name].Resolve(out var world);
            var ours = resolution.IsResolved ? string.Join(' ', resolution.Steps.Select(world.Print).Order(StringComparer.Ordinal)) : "no plan";
            var theirs = portage.ValueKind == JsonValueKind.Null ? "no plan" : string.Join(' ', portage.EnumerateArray().Select(step => step.GetString()!).Order(StringComparer.Ordinal));
            if (ours != theirs) wrong.Add($"{name}: ours '{ours}', Portage's '{theirs}'");
        }

        wrong.Should().BeEmpty();
        asked.Should().BeGreaterThan(80, "most scenarios can be put to Portage");
    }

    private static List<(string Name, JsonElement Answer)> Ask()
    {
        var folder = ProjectRoot.File("tests/Stage3.Embedded.Tests/Resolution");
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = ["-b", Path.Combine(folder, "ask_portage.py"), Need.PortageCheckout, .. Directory.GetFiles(ProjectRoot.File("tests/ResolverScenarios/Scenarios"), "*.json").Order(StringComparer.Ordinal)];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var answers = new List<(string, JsonElement)>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            var answer = JsonDocument.Parse(line).RootElement;
            answers.Add((answer[0].GetString()!, answer[1]));
        }

        process.WaitForExit();
        process.ExitCode.Should().Be(0, "it says\n{0}", errors.Result);
        return answers;
    }
}
