using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Guard;
using Stage3.Emerge.Plans;
using Stage3.Emerge.Scaling;
using Stage3.Linux;
using Stage3.Linux.Processes;

namespace Stage3.Emerge.Running;

/// <summary>
/// Gives <c>emerge</c> commands to a real Portage, in mounts of its own: the host's account files, and all that Portage
/// keeps of the host, are covered, and names of accounts are those of the root. Needs root, real or of a user namespace.
/// </summary>
public sealed class PortageEmerge(PortageSettings settings) : IEmerge
{
    private static readonly HostPath Host = HostPath.Parse("/");

    /// <inheritdoc/>
    public string Description => settings.Installation.ToString();

    /// <inheritdoc/>
    public async Task<EmergePlan> PlanAsync(EmergeCommand command, CancellationToken cancellation) =>
        (await new PortagePlanner(settings).PlanAsync(command, new Progress<EmergeEvent>(), cancellation).ConfigureAwait(false)).Plan;

    /// <inheritdoc/>
    public Task<EmergePlan> RunAsync(EmergeCommand command, IProgress<EmergeEvent> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(progress);
        return settings.AllowHostMerge
            ? CarryOutAsync(command, progress, cancellation)
            : HostGuard.ThisMachine.WatchAsync(stop => CarryOutAsync(command, progress, stop), cancellation);
    }

    private async Task<EmergePlan> CarryOutAsync(EmergeCommand command, IProgress<EmergeEvent> progress, CancellationToken cancellation)
    {
        var planned = await new PortagePlanner(settings).PlanAsync(command, progress, cancellation).ConfigureAwait(false);
        var plan = planned.Plan;
        var forHost = plan.Elsewhere.Where(package => package.Elsewhere == Host).Select(package => package.Id).ToImmutableArray();
        if (!settings.MayChangeRunning && !forHost.IsEmpty) throw new HostMergeRefusedException(command, forHost);
        PlanGate.Check(command, plan, planned.Unpatched, settings.MayChangeRunning ? [Host] : []);
        if (plan.Packages.IsEmpty && plan.Elsewhere.IsEmpty) return plan;

        using var scratch = RunScratch.Make(settings.Temporary, settings.AllowHostMerge);
        using var jobs = settings.Scale.Make is { Shared: true } shared ? JobServer.Open(scratch.Temporary / "make-jobs", shared) : null;
        var run = new PortageRun(settings, planned.Command, scratch) { Provided = planned.Provided, SharedJobs = jobs };
        var log = FreshLog(command);
        using var events = new RunEvents(settings, command, plan, () => scratch.Status, progress);
        try
        {
            await run.Process(log, events.Take).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (ProgramFailedException failure) when (!cancellation.IsCancellationRequested)
        {
            events.Finish();
            throw new RunFailure(settings, planned.Command, run, log).Explain(failure, events.Failed, scratch.AccountCalls());
        }

        events.Finish();
        return plan;
    }

    private HostPath FreshLog(EmergeCommand command)
    {
        var log = settings.Logs.EnsureFolder() / $"emerge-{command.Root.Path.Name}.log";
        File.Delete(log.Value);
        return log;
    }
}
