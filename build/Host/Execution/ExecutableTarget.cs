using System.Diagnostics;
using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>One target of a build: what it said of itself, and where it stands in this run.</summary>
public sealed class ExecutableTarget : ITargetDefinition
{
    internal ExecutableTarget(string name, Target factory)
    {
        (Name, Factory) = (name, factory);
        factory(this);
    }

    public string Name { get; }
    public string Description { get; private set; } = "";
    public bool Listed { get; private set; } = true;
    public bool IsDefault { get; internal set; }
    public bool Invoked { get; internal set; }
    public ExecutionStatus Status { get; internal set; }
    public TimeSpan Duration => Clock.Elapsed;
    public Dictionary<string, string> SummaryInformation { get; internal set; } = [];
    internal Target Factory { get; }
    internal Stopwatch Clock { get; } = new();
    internal List<Action> Actions { get; } = [];
    internal List<(string Text, Func<bool> Holds)> Static { get; } = [];
    internal List<(string Text, Func<bool> Holds)> Dynamic { get; } = [];
    internal List<LambdaExpression> Requirements { get; } = [];
    internal DependencyBehavior SkipBehavior { get; private set; }
    internal bool Assured { get; private set; }
    internal bool Proceeds { get; private set; }

    /// <summary>What it said of others, by their properties; then, looked up: what runs with it and before, before if at all, with it and after.</summary>
    internal List<(Relation How, Target Whom)> Said { get; } = [];
    internal HashSet<ExecutableTarget> Dependencies { get; } = [];
    internal HashSet<ExecutableTarget> Predecessors { get; } = [];
    internal HashSet<ExecutableTarget> Followers { get; } = [];
    internal enum Relation { DependsOn, DependentFor, Before, After, Triggers, TriggeredBy }

    ITargetDefinition ITargetDefinition.Description(string description) => Then(() => Description = description);
    public ITargetDefinition Executes(params Action[] actions) => Then(() => Actions.AddRange(actions));
    public ITargetDefinition Executes<T>(Func<T> action) => Executes(() => { action(); });
    public ITargetDefinition Executes(Func<Task> action) => Executes(() => action().GetAwaiter().GetResult());
    public ITargetDefinition DependsOn(params Target[] targets) => Say(Relation.DependsOn, targets);
    public ITargetDefinition DependentFor(params Target[] targets) => Say(Relation.DependentFor, targets);
    public ITargetDefinition Before(params Target[] targets) => Say(Relation.Before, targets);
    public ITargetDefinition After(params Target[] targets) => Say(Relation.After, targets);
    public ITargetDefinition Triggers(params Target[] targets) => Say(Relation.Triggers, targets);
    public ITargetDefinition TriggeredBy(params Target[] targets) => Say(Relation.TriggeredBy, targets);
    public ITargetDefinition OnlyWhenStatic(Func<bool> condition, string? conditionExpression) => Then(() => Static.Add((conditionExpression!, condition)));
    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string? conditionExpression) => Then(() => Dynamic.Add((conditionExpression!, condition)));
    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior) => Then(() => SkipBehavior = dependencyBehavior);
    public ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements) where T : class? =>
        Then(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));
    public ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements) where T : struct =>
        Then(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));
    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements) =>
        Then(() => Requirements.AddRange([requirement, .. requirements]));
    public ITargetDefinition AssuredAfterFailure() => Then(() => Assured = true);
    public ITargetDefinition ProceedAfterFailure() => Then(() => Proceeds = true);
    public ITargetDefinition Unlisted() => Then(() => Listed = false);
    public ITargetDefinition Produces(params string[] artifacts) => this;
    public ITargetDefinition Consumes(params Target[] targets) => this;

    private ExecutableTarget Say(Relation how, Target[] whom) => Then(() => Said.AddRange(whom.Select(target => (how, target))));
    private ExecutableTarget Then(Action change)
    {
        change();
        return this;
    }
}
