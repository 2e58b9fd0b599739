using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Linux;

namespace Stage3.Emerge.Plans;

/// <summary>A plan is not what its command is for. Nothing was done; the plan is shown.</summary>
public sealed class PlanRefusedException(EmergeCommand command, EmergePlan plan, ImmutableArray<string> problems) : Stage3Exception(
    what: $"'{command}' would do what it must not:\n    {string.Join("\n    ", problems)}\n  its plan:\n    {string.Join("\n    ", plan.Packages.Concat(plan.Elsewhere).Select(package => package.ToString()))}",
    where: $"root {command.Root}, config root {command.ConfigRoot}",
    remedy: "run Prepare, which builds what is missing or out of date, then the same target again")
{
    /// <summary>What would have been done.</summary>
    public EmergePlan Plan { get; } = plan;

    /// <summary>All that is wrong with it.</summary>
    public ImmutableArray<string> Problems { get; } = problems;
}
