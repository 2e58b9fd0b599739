using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>What a target says of itself; each call answers the same definition, so calls chain.</summary>
public interface ITargetDefinition
{
    ITargetDefinition Description(string description);
    // What it does, in order; a task is waited for, a result is dropped.
    ITargetDefinition Executes(params Action[] actions);
    ITargetDefinition Executes<T>(Func<T> action);
    ITargetDefinition Executes(Func<Task> action);
    // These run too: before this one, or (said by the other side) this one before them.
    ITargetDefinition DependsOn(params Target[] targets);
    ITargetDefinition DependentFor(params Target[] targets);
    // Order alone, for those that run anyway.
    ITargetDefinition Before(params Target[] targets);
    ITargetDefinition After(params Target[] targets);
    // These run too, and afterwards; or this one after them.
    ITargetDefinition Triggers(params Target[] targets);
    ITargetDefinition TriggeredBy(params Target[] targets);
    // Asked before any target runs; right before its own turn.
    ITargetDefinition OnlyWhenStatic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null);
    ITargetDefinition OnlyWhenDynamic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null);
    ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior);
    // Must be set, or hold, before any target runs.
    ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements) where T : class?;
    ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements) where T : struct;
    ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements);
    ITargetDefinition AssuredAfterFailure();
    ITargetDefinition ProceedAfterFailure();
    ITargetDefinition Unlisted();
    // Files between targets, for generated pipelines; they say nothing of order.
    ITargetDefinition Produces(params string[] artifacts);
    ITargetDefinition Consumes(params Target[] targets);
}
