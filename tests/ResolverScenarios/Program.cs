using Stage3.Portage.Configuration;
using Stage3.ResolverScenarios;

// ResolverScenarios PATH...: files of scenarios, or folders of such files; one line for each that does not come out as it is written.
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: ResolverScenarios PATH..., files or folders of scenarios (docs/resolver.md)");
    return 2;
}

var (all, wrong) = (0, 0);
foreach (var scenario in args.SelectMany(Scenario.Read))
{
    all++;
    var complaints = Complaints(scenario);
    if (complaints.Count == 0) continue;
    wrong++;
    Console.WriteLine($"{scenario}:\n  {string.Join("\n  ", complaints.SelectMany(line => line.Split('\n')))}");
}

Console.WriteLine($"{all} scenarios, {all - wrong} as written, {wrong} not");
return wrong == 0 ? 0 : 1;

static IReadOnlyList<string> Complaints(Scenario scenario)
{
    try
    {
        return scenario.Run();
    }
    catch (Exception unreadable) when (unreadable is FormatException or ConfigurationException or InvalidOperationException)
    {
        return [$"it cannot be read: {unreadable.Message}"];
    }
}
