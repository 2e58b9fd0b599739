using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Plans;

namespace Stage3.Emerge;

/// <summary>
/// What carries out <c>emerge</c> commands. Two engines implement it, a real Portage and the embedded one, and they are
/// held to one standard: same command, same input, same root.
/// </summary>
public interface IEmerge
{
    /// <summary>What the engine is, for people: name and version.</summary>
    string Description { get; }

    /// <summary>What the command would do; nothing is changed: emerge(1), <c>--pretend</c>.</summary>
    /// <exception cref="UnresolvedException">There is no answer, with every requirement that cannot be met.</exception>
    Task<EmergePlan> PlanAsync(EmergeCommand command, CancellationToken cancellation);

    /// <summary>Carries the command out, and answers what was merged.</summary>
    /// <exception cref="UnresolvedException">There is no answer, with every requirement that cannot be met.</exception>
    /// <exception cref="EmergeFailedException">A package failed; what was finished before is kept.</exception>
    Task<EmergePlan> RunAsync(EmergeCommand command, IProgress<EmergeEvent> progress, CancellationToken cancellation);
}
