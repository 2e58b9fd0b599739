using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Execution;

/// <summary>One run of a build, from the command line to the exit code.</summary>
internal sealed class BuildRun(NukeBuild build, List<ExecutableTarget> plan)
{
    private bool _finished;

    public static int Execute(Func<NukeBuild> create, Func<NukeBuild, IEnumerable<Target>> defaults, Parameters parameters)
    {
        var level = new LoggingLevelSwitch();
        using var log = new LoggerConfiguration().MinimumLevel.ControlledBy(level)
            .WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}").CreateLogger();
        Log.Logger = log;
        try
        {
            NukeBuild.Locate(parameters);
            level.MinimumLevel = new[] { LogEventLevel.Verbose, LogEventLevel.Debug, LogEventLevel.Warning, LogEventLevel.Error }[(int)NukeBuild.Verbosity];
            var build = create();
            Inject(build, parameters);
            if (!build.NoLogo) Console.WriteLine("Targets in NUKE's manner, run by the embedded host of this repository");
            var targets = ExecutionPlanner.Read(build, defaults(build));
            var plan = ExecutionPlanner.Plan(targets, (string[]?)parameters.Get("Target", typeof(string[]), "+"));
            build.ExecutionPlan = plan;
            if (build.Help || plan.Count == 0) return Outcome.Help(build, targets);
            if (build.Plan) return Outcome.Plan(plan);
            return new BuildRun(build, plan).Execute(parameters.Get("Skip", typeof(string[]), "+") as string[]);
        }
        catch (Exception problem) // whatever keeps a build from starting
        {
            Log.Error("{Problem:l}", problem.Message);
            Log.Verbose(problem, "The problem in full");
            return -1;
        }
    }

    private int Execute(string[]? skip)
    {
        foreach (var target in plan.Where(target => !target.Invoked && skip is not null && (skip.Length == 0 || skip.Any(name => Parameters.SameName(name, target.Name)))))
            Skip(target, "Skipped", "via parameter");
        foreach (var target in plan) Ask(target, target.Static);
        var missing = plan.Where(target => target.Status == ExecutionStatus.Scheduled)
            .SelectMany(target => target.Requirements.Where(requirement => !Holds(requirement)).Select(requirement => $"Target '{target.Name}' requires {Words(requirement)}")).ToList();
        if (missing.Count > 0) Assert.Fail(string.Join(Environment.NewLine, missing));

        ConsoleCancelEventHandler interrupted = (_, interrupt) => { if (!interrupt.Cancel) Finish(); };
        Console.CancelKeyPress += interrupted;
        _ = plan.All(Run);
        Finish();
        Console.CancelKeyPress -= interrupted;
        return build.IsSuccessful ? 0 : -1;
    }

    /// <summary>Gives a target its turn; false where the others must not go on.</summary>
    private bool Run(ExecutableTarget target)
    {
        try
        {
            Ask(target, target.Dynamic);
            if (target.Status != ExecutionStatus.Scheduled) return true;
            target.Status = target.Actions.Count == 0 ? ExecutionStatus.Collective : ExecutionStatus.Running;
            if (target.Status == ExecutionStatus.Collective) return true;
            Console.WriteLine($"{Environment.NewLine}== {target.Name}");
            target.Clock.Start();
            target.Actions.ForEach(action => action());
            target.Status = ExecutionStatus.Succeeded;
            return true;
        }
        catch (Exception problem) // whatever a target throws is that target's outcome
        {
            problem = problem is AggregateException or TargetInvocationException && problem.InnerException is { } inner ? inner : problem;
            (target.Status, var said) = problem is OperationCanceledException ? (ExecutionStatus.Aborted, "stopped before its end") : (ExecutionStatus.Failed, problem.Message);
            if (target.SummaryInformation.Count == 0) target.SummaryInformation[problem.GetType().Name] = said.Split('\n')[0];
            Log.Error("{Target:l}: {Problem:l}", target.Name, said);
            Log.Verbose(problem, "The problem in full");
            return target.Proceeds && target.Status == ExecutionStatus.Failed;
        }
        finally { target.Clock.Stop(); }
    }

    private void Finish()
    {
        lock (plan)
        {
            if (_finished) return;
            _finished = true;
            foreach (var target in plan.Where(target => target.Status == ExecutionStatus.Running)) target.Status = ExecutionStatus.Aborted;
            foreach (var target in plan.Where(target => target.Assured && target.Status == ExecutionStatus.Scheduled)) Run(target);
            foreach (var target in plan.Where(target => target.Status == ExecutionStatus.Scheduled)) target.Status = ExecutionStatus.NotRun;
            Outcome.Summary(build, plan);
        }
    }

    private void Ask(ExecutableTarget target, List<(string Text, Func<bool> Holds)> conditions)
    {
        if (target.Status == ExecutionStatus.Scheduled && conditions.Where(condition => !condition.Holds()).ToList() is { Count: > 0 } failing)
            Skip(target, "OnlyWhen", string.Join(" && ", failing.Select(condition => Regex.Replace(condition.Text, @"^\s*\(\)\s*=>\s*", ""))));
    }

    /// <summary>Leaves a target out, and with it what nothing else needs; what was asked for by name stays.</summary>
    private void Skip(ExecutableTarget target, string key, string reason)
    {
        if (target.Status != ExecutionStatus.Scheduled) return;
        (target.Status, target.SummaryInformation[key]) = (ExecutionStatus.Skipped, reason);
        if (target.SkipBehavior == DependencyBehavior.Execute) return;
        foreach (var other in target.Dependencies.Concat(target.Followers).Where(other => !other.Invoked && !plan.Exists(
            user => user.Status == ExecutionStatus.Scheduled && (user.Dependencies.Contains(other) || user.Followers.Contains(other)))))
            Skip(other, "Skipped", $"because of {target.Name}");
    }

    private static void Inject(NukeBuild build, Parameters parameters)
    {
        foreach (var member in build.GetType().GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(Parameters.IsOne))
            if (member is FieldInfo field && parameters.Get(field, field.FieldType) is { } value) field.SetValue(build, value);
            else if (member is PropertyInfo { CanWrite: true } property && parameters.Get(property, property.PropertyType) is { } other) property.SetValue(build, other);
    }

    private static bool Holds(LambdaExpression requirement) => requirement.Compile().DynamicInvoke() switch
    {
        bool holds => holds, string text => !string.IsNullOrWhiteSpace(text), var value => value is not null,
    };

    private static string Words(LambdaExpression requirement) => requirement.Body is MemberExpression { Member: var member } && Parameters.IsOne(member)
        ? $"{Parameters.Dashed(member.GetCustomAttribute<ParameterAttribute>()!.Name ?? member.Name)} to be set"
        : $"'{Regex.Replace(requirement.Body.ToString(), @"value\([^)]*\)\.", "")}'";
}
