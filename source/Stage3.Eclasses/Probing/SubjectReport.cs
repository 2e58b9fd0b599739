using System.Collections.Immutable;
using Stage3.Eclasses.Series;

namespace Stage3.Eclasses.Probing;

/// <summary>What the probe found out about one eclass.</summary>
public sealed class SubjectReport
{
    internal SubjectReport(string subject, ImmutableArray<ProbeScenario> scenarios, string? failure)
    {
        Subject = subject;
        Scenarios = scenarios;
        scenarios = ScenarioJudge.Meant(scenarios);
        Unfit = Scenarios.FirstOrDefault(scenario => scenario.Mode == ProbeMode.Host && !scenarios.Contains(scenario))?.Eapi;
        Answers = [.. scenarios.Where(scenario => scenario.Mode == ProbeMode.Root).SelectMany(CallJudge.Answers)];
        WasStopped = failure is not null;
        Failure = failure ?? ScenarioJudge.Failure(scenarios);
        Shown = ScenarioJudge.Behaviours(scenarios, Answers);
        Awareness = Failure is not null ? Awareness.Broken : Weigh(Answers);
    }

    /// <summary>The eclass without its suffix.</summary>
    public string Subject { get; }

    /// <summary>The states that it left.</summary>
    public ImmutableArray<ProbeScenario> Scenarios { get; }

    /// <summary>The EAPI in which it fails on the running system too, where it is judged by an older one; null where there is none.</summary>
    public string? Unfit { get; }

    /// <summary>What each function did with ROOT elsewhere.</summary>
    public ImmutableArray<FunctionAnswer> Answers { get; }

    /// <summary>Why it is broken, one sentence; null where it is not.</summary>
    public string? Failure { get; }

    /// <summary>True where it was not let come to its end.</summary>
    internal bool WasStopped { get; }

    /// <summary>The behaviours that were put to the test, and whether they were shown in every EAPI tried.</summary>
    public ImmutableSortedDictionary<Behaviour, bool> Shown { get; }

    /// <summary>The sum of the answers.</summary>
    public Awareness Awareness { get; }

    /// <summary>True where the running system was left in the same state as by <paramref name="other"/>: the same accounts, the same owners.</summary>
    public bool ServesHostAs(SubjectReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var mine = Host(this);
        var theirs = Host(other);
        return mine.Count == theirs.Count && mine.Zip(theirs).All(pair =>
            pair.First.Eapi == pair.Second.Eapi
            && pair.First.HostAccounts.SequenceEqual(pair.Second.HostAccounts)
            && pair.First.RootAccounts.SequenceEqual(pair.Second.RootAccounts)
            && pair.First.Owners.SequenceEqual(pair.Second.Owners));
    }

    private static List<ProbeScenario> Host(SubjectReport report) =>
        [.. report.Scenarios.Where(scenario => scenario.Mode == ProbeMode.Host)];

    /// <summary>A failing call tells nothing by itself: beside calls that reach ROOT it is the other half.</summary>
    private static Awareness Weigh(ImmutableArray<FunctionAnswer> answers)
    {
        var inRoot = answers.Count(answer => answer.Answer is Answer.ReadsRoot or Answer.WritesRoot);
        return inRoot == answers.Length ? Awareness.Root : inRoot == 0 ? Awareness.Host : Awareness.Half;
    }
}
