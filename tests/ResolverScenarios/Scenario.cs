using System.Text.Json;
using Stage3.Embedded.Resolution;

namespace Stage3.ResolverScenarios;

/// <summary>
/// One case for the resolver, in JSON: a small world, what is asked for, and what must come of it. The keys are those of
/// <c>scenario.schema.json</c>; docs/resolver.md tells them one by one.
/// </summary>
public sealed class Scenario(JsonElement json)
{
    private static readonly HashSet<string> Keys =
    [
        "name", "comment", "ebuilds", "binaries", "binhosts", "installed", "repositories", "profile", "user", "sets", "world", "worldSets",
        "requests", "options", "steps", "order", "fails", "problems", "host", "notes",
    ];

    /// <summary>A sentence that tells it from the others.</summary>
    public string Name => json.GetProperty("name").GetString()!;

    /// <summary>All scenarios of a file, or of the <c>.json</c> files of a folder.</summary>
    public static IEnumerable<Scenario> Read(string path) =>
        (Directory.Exists(path) ? Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal) : Enumerable.Repeat(path, 1))
        .SelectMany(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateArray())
        .Select(element => new Scenario(element));

    /// <summary>Resolves, and says what is not as it should be; nothing where all is.</summary>
    public IReadOnlyList<string> Run()
    {
        var unknown = json.EnumerateObject().Select(key => key.Name).Where(key => !Keys.Contains(key)).ToArray();
        return unknown.Length > 0 ? [$"unknown keys: {string.Join(", ", unknown)}"] : [.. Complaints(Resolve(out var world), world)];
    }

    /// <summary>What the resolver says, and the world that it says it of.</summary>
    public Resolution Resolve(out ScenarioWorld world)
    {
        world = ScenarioWorld.Of(json);
        return Resolver.Resolve(world.Input);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private IEnumerable<string> Complaints(Resolution resolution, ScenarioWorld world)
    {
        var problems = Texts("problems").ToArray();
        if (problems.Length > 0 || json.TryGetProperty("fails", out _))
        {
            if (resolution.IsResolved) yield return $"it must fail, and gives {Shown(resolution, world)}";
            else if (problems.Length > 0 && problems.Length != resolution.Problems.Length) yield return $"{problems.Length} problems are expected: {Shown(resolution, world)}";
            foreach (var (expected, problem) in problems.Zip(resolution.Problems))
                if (!Plain(problem.ToString()).Contains(expected, StringComparison.Ordinal)) yield return $"'{expected}' is not said in: {problem}";
            yield break;
        }

        if (!resolution.IsResolved)
        {
            yield return $"it must be resolved: {Shown(resolution, world)}";
            yield break;
        }

        var actual = resolution.Steps.Select(world.Print).ToArray();
        if (!FollowsSteps(actual) || !FollowsOrder(actual)) yield return $"the steps are {Shown(resolution, world)}, expected are {Expected}";
        var host = resolution.ExpectedOfHost.Select(one => one.ToString()).ToArray();
        if (json.TryGetProperty("host", out _) && !host.SequenceEqual(Texts("host"))) yield return $"of the host is expected {string.Join("; ", host)}";
        if (json.TryGetProperty("notes", out _) && !resolution.Notes.Select(Plain).SequenceEqual(Texts("notes"))) yield return $"the notes are {string.Join("; ", resolution.Notes)}";
    }

    private string Expected => string.Join(' ', json.GetProperty("steps").EnumerateArray().Select(step => step.ToString()))
        + string.Concat(Pairs().Select(pair => $", {pair.Before} before {pair.After}"));

    private bool FollowsSteps(string[] actual)
    {
        var place = 0;
        foreach (var expected in json.GetProperty("steps").EnumerateArray())
        {
            string[] group = expected.ValueKind == JsonValueKind.Array ? [.. expected.EnumerateArray().Select(one => one.GetString()!)] : [expected.GetString()!];
            if (!actual.Skip(place).Take(group.Length).Order(StringComparer.Ordinal).SequenceEqual(group.Order(StringComparer.Ordinal))) return false;
            place += group.Length;
        }

        return place == actual.Length;
    }

    private bool FollowsOrder(string[] actual) => Pairs().All(pair => Array.IndexOf(actual, pair.Before) is >= 0 and var before && before < Array.IndexOf(actual, pair.After));

    private IEnumerable<(string Before, string After)> Pairs() => json.TryGetProperty("order", out var order)
        ? order.EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetString()!))
        : [];

    /// <summary>The main repository is not told.</summary>
    private static string Plain(string text) => text.Replace("::main", "", StringComparison.Ordinal);

    private static string Shown(Resolution resolution, ScenarioWorld world) => Plain(string.Join('\n', resolution.Problems.Select(problem => problem.ToString())
        .Concat(resolution.Notes).Append(string.Join(' ', resolution.Steps.Select(world.Print))).Where(line => line.Length > 0)));

    private IEnumerable<string> Texts(string key) =>
        json.TryGetProperty(key, out var texts) ? texts.EnumerateArray().Select(text => text.GetString()!) : [];
}
