using System.Collections.Immutable;
using Stage3.Eclasses.Series;

namespace Stage3.Eclasses.Probing;

/// <summary>Tells from the states of all scenarios what an eclass can do, and whether it is fit to be judged at all.</summary>
internal static class ScenarioJudge
{
    private const string NoEapi = "none";

    public static string? Failure(ImmutableArray<ProbeScenario> scenarios)
    {
        foreach (var scenario in scenarios)
        {
            if (scenario.Misdeeds is [var misdeed, ..]) return $"{scenario.Subject}.eclass {misdeed}";
            if (scenario.Status > 128) return $"{scenario.Subject}.eclass was killed: it ran into the limit of time or of resources";
            if (scenario.Status != 0)
                return $"{scenario.Subject}.eclass cannot be sourced in any EAPI: {(scenario.Said.Length > 0 ? scenario.Said : $"exit status {scenario.Status}")}";
            if (scenario.Mode == ProbeMode.Host && Refusal(scenario) is { } refusal)
                return $"{scenario.Subject}.eclass fails on the running system, EAPI {scenario.Eapi}: {refusal}";
        }

        return scenarios.IsEmpty ? "the probe told nothing of it" : null;
    }

    /// <summary>
    /// What counts: all, or, for an eclass that asks for no EAPI and serves the running system in one and not in another, what it
    /// does in those where it does. It is older than the others.
    /// </summary>
    public static ImmutableArray<ProbeScenario> Meant(ImmutableArray<ProbeScenario> scenarios)
    {
        var knowsEapis = !scenarios.Any(scenario => scenario is { Mode: ProbeMode.Source, Eapi: NoEapi, Status: 0 });
        ImmutableArray<ProbeScenario> all = [.. scenarios.Where(scenario => scenario.Eapi != NoEapi)];
        var serving = all.Where(scenario => scenario is { Mode: ProbeMode.Host, Status: 0 } && Refusal(scenario) is null).Select(scenario => scenario.Eapi).ToList();
        return knowsEapis || all.Any(Misbehaves) || serving.Count == 0 ? all : [.. all.Where(scenario => serving.Contains(scenario.Eapi))];
    }

    public static ImmutableSortedDictionary<Behaviour, bool> Behaviours(
        ImmutableArray<ProbeScenario> scenarios, ImmutableArray<FunctionAnswer> answers)
    {
        var shown = ImmutableSortedDictionary.CreateBuilder<Behaviour, bool>();
        void Note(Behaviour behaviour, IEnumerable<bool> tests)
        {
            var results = tests.ToList();
            if (results.Count > 0) shown[behaviour] = results.TrueForAll(passed => passed);
        }

        var roots = scenarios.Where(scenario => scenario.Mode == ProbeMode.Root).ToList();
        Note(Behaviour.ReadsRoot, answers.Where(answer => IsRead(answer.Function)).Select(answer => answer.Answer == Answer.ReadsRoot));
        Note(Behaviour.WritesRoot, answers.Where(answer => !IsRead(answer.Function)).Select(answer => answer.Answer == Answer.WritesRoot));
        Note(Behaviour.LeavesHost, roots.Select(scenario => !scenario.HostChanged));
        Note(Behaviour.ServesHost, scenarios.Where(scenario => scenario.Mode == ProbeMode.Host).Select(scenario => Refusal(scenario) is null));
        Note(Behaviour.OwnsHomeByRoot, roots.SelectMany(Homes));
        Note(Behaviour.SparesNull, roots.Where(scenario => scenario["new-user-of-host"] is not null).Select(scenario => !scenario.NullFolder));
        return shown.ToImmutable();
    }

    private static bool Misbehaves(ProbeScenario scenario) => !scenario.Misdeeds.IsEmpty || scenario.Status > 128;

    private static bool IsRead(string function) => function.StartsWith("eget", StringComparison.Ordinal);

    private static IEnumerable<bool> Homes(ProbeScenario scenario)
    {
        if (scenario["new-user"] is not null && scenario.Field(ProbeMode.Root, "passwd", "newuser", 2) is { } made)
            yield return Owner(scenario, "/target/var/lib/newuser") == made;
        if (scenario["set-home"] is not null && scenario.Owners.ContainsKey("/target/var/lib/moved"))
            yield return Owner(scenario, "/target/var/lib/moved") == "260";
        if (scenario.Owners.ContainsKey("/image/var/lib/probe"))
            yield return scenario.Field(ProbeMode.Root, "passwd", "probe", 2) == Owner(scenario, "/image/var/lib/probe");
    }

    private static string? Owner(ProbeScenario scenario, string path) =>
        scenario.Owners.TryGetValue(path, out var id) ? $"{id}" : null;

    /// <summary>What does not work although ROOT is the running system; null where all does.</summary>
    private static string? Refusal(ProbeScenario scenario)
    {
        if (scenario.Calls.FirstOrDefault(call => call.Died) is { } dead) return $"{dead.Name} {dead.Said}";
        if (scenario["entry-of-host"] is { } entry && !entry.Output.StartsWith("hostonly:", StringComparison.Ordinal))
            return "egetent does not find an account";
        foreach (var (call, file, name) in Accounts)
            if (scenario[call] is not null && !scenario.Has(ProbeMode.Host, file, name)) return $"'{name}' is not made in {file}";
        return null;
    }

    private static readonly ImmutableArray<(string Call, string File, string Name)> Accounts =
    [
        ("new-group", "group", "newgroup"), ("new-user", "passwd", "newuser"),
        ("group", "group", "probe"), ("user", "passwd", "probe"),
    ];
}
