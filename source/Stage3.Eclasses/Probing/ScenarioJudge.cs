using System.Collections.Immutable;
using Stage3.Eclasses.Series;

namespace Stage3.Eclasses.Probing;

/// <summary>Tells from the states of all scenarios what an eclass can do, and whether it is fit to be judged at all.</summary>
internal static class ScenarioJudge
{
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
