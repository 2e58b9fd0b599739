using System.Reflection;
using static Nuke.Common.Execution.ExecutableTarget;

namespace Nuke.Common.Execution;

/// <summary>Reads the targets of a build, ties them, and puts those that a run needs in order.</summary>
internal static class ExecutionPlanner
{
    private const BindingFlags Instance = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    public static List<ExecutableTarget> Read(NukeBuild build, IEnumerable<Target> defaults)
    {
        var targets = build.GetType().GetProperties(Instance)
            .Where(property => property.PropertyType == typeof(Target))
            .Select(property => new ExecutableTarget(property.Name, (Target)property.GetValue(build)!)).ToList();
        // A property makes a new delegate each time it is read; two of one property are equal, as delegates are.
        ExecutableTarget Find(Target wanted) => targets.Single(target => target.Factory == wanted);
        foreach (var wanted in defaults) Find(wanted).IsDefault = true;
        foreach (var target in targets)
            foreach (var (how, whom) in target.Said)
                Tie(target, how, Find(whom));
        return targets;
    }

    /// <summary>The targets to run, in order. Of several that are free to run, the one declared last goes first, as NUKE has it.</summary>
    public static List<ExecutableTarget> Plan(IReadOnlyList<ExecutableTarget> targets, string[]? names)
    {
        if (Cycle(targets) is { } cycle) Assert.Fail($"Circular dependencies between targets: {string.Join(" -> ", cycle.Select(target => target.Name))}");
        foreach (var target in names is null ? targets.Where(target => target.IsDefault) : names.Select(name => Named(targets, name)))
            target.Invoked = true;
        var wanted = new HashSet<ExecutableTarget>();
        foreach (var target in targets.Where(target => target.Invoked)) Want(target, wanted);

        var (rest, plan) = (targets.ToList(), new List<ExecutableTarget>());
        while (rest.Find(target => !rest.Exists(other => other.Predecessors.Contains(target))) is { } last)
        {
            rest.Remove(last);
            if (wanted.Contains(last)) plan.Insert(0, last);
        }
        plan.ForEach(target => target.Status = ExecutionStatus.Scheduled);
        return plan;
    }

    public static ExecutableTarget Named(IEnumerable<ExecutableTarget> targets, string name) =>
        targets.FirstOrDefault(target => Parameters.SameName(target.Name, name)).NotNull(
            $"There is no target '{name}'. The targets are: {string.Join(", ", targets.Where(target => target.Listed).Select(target => target.Name))}");

    private static void Tie(ExecutableTarget target, Relation how, ExecutableTarget other)
    {
        var (first, second) = how is Relation.DependentFor or Relation.Before or Relation.Triggers ? (target, other) : (other, target);
        second.Predecessors.Add(first);
        if (how is Relation.DependsOn or Relation.DependentFor) second.Dependencies.Add(first);
        if (how is Relation.Triggers or Relation.TriggeredBy) first.Followers.Add(second);
    }

    private static void Want(ExecutableTarget target, HashSet<ExecutableTarget> wanted)
    {
        if (!wanted.Add(target)) return;
        foreach (var other in target.Dependencies.Concat(target.Followers)) Want(other, wanted);
    }

    private static List<ExecutableTarget>? Cycle(IEnumerable<ExecutableTarget> targets)
    {
        var (sound, path) = (new HashSet<ExecutableTarget>(), new List<ExecutableTarget>());
        List<ExecutableTarget>? Walk(ExecutableTarget target)
        {
            if (path.IndexOf(target) is var start and >= 0) return [.. path[start..], target];
            if (sound.Contains(target)) return null;
            path.Add(target);
            var found = target.Predecessors.Select(Walk).FirstOrDefault(cycle => cycle is not null);
            path.RemoveAt(path.Count - 1);
            sound.Add(target);
            return found;
        }
        return targets.Select(Walk).FirstOrDefault(cycle => cycle is not null);
    }
}
