using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Eclasses;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Plans;

/// <summary>What stands between a plan and carrying it out: hours are not spent on a plan that is not what its command is for.</summary>
public static class PlanGate
{
    /// <summary>Lets a plan pass, or says all that is wrong with it.</summary>
    /// <param name="command">What is asked for.</param>
    /// <param name="plan">What would be done.</param>
    /// <param name="unpatched">Binary packages of the plan that carry functions as before an eclass was patched.</param>
    /// <param name="allowed">Other roots that packages may go to: the running system's, where that was allowed.</param>
    /// <exception cref="PlanRefusedException">Something is wrong with it.</exception>
    public static void Check(EmergeCommand command, EmergePlan plan, IReadOnlyDictionary<PackageId, UnpatchedPackage> unpatched, params ImmutableArray<HostPath> allowed)
    {
        var problems = Problems(command, plan, unpatched, allowed);
        if (!problems.IsEmpty) throw new PlanRefusedException(command, plan, problems);
    }

    /// <summary>As <see cref="Check"/>, but as a value: empty where the plan may pass.</summary>
    public static ImmutableArray<string> Problems(EmergeCommand command, EmergePlan plan, IReadOnlyDictionary<PackageId, UnpatchedPackage> unpatched, ImmutableArray<HostPath> allowed)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(unpatched);
        return
        [
            .. from package in plan.Packages
               where command.BinaryPackages.Only && package.Origin == PackageOrigin.Source
               select $"{package.Id} would be compiled, and only binary packages may be merged",
            .. from package in plan.Elsewhere
               where !allowed.Contains(package.Elsewhere!)
               select $"{package.Id} would go into {package.Elsewhere}, and {command.Root} is what was asked for",
            .. from package in plan.Packages
               where package.Origin == PackageOrigin.Binary && unpatched.ContainsKey(package.Id)
               select $"{package.Id} would be merged as it is: {unpatched[package.Id]}",
            .. from package in plan.Packages
               where package.Marks.HasFlag(PlanMarks.FetchByHand)
               select $"{package.Id} wants a file that only a person may fetch",
            .. from package in plan.Packages
               where package.Marks.HasFlag(PlanMarks.Interactive) && package.Origin == PackageOrigin.Source
               select $"{package.Id} asks people while it builds, and nobody is there",
        ];
    }
}
