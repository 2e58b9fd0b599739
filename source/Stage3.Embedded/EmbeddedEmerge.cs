using Stage3.Embedded.Execution;
using Stage3.Embedded.Selection;
using Stage3.Emerge;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Eclasses;
using Stage3.Emerge.Events;
using Stage3.Emerge.Guard;
using Stage3.Emerge.Plans;
using Stage3.Portage.Names;

namespace Stage3.Embedded;

/// <summary>
/// Carries <c>emerge</c> commands out in this process: resolver, phases in bash, merging into ROOT. It builds ebuilds of
/// EAPI 7 and 8 that keep within what it can do, and refuses the others by name before anything is built. Needs root,
/// real or of a user namespace, and no Portage.
/// </summary>
public sealed class EmbeddedEmerge(EmbeddedSettings settings) : IEmerge
{
    /// <inheritdoc/>
    public string Description => $"embedded {typeof(EmbeddedEmerge).Assembly.GetName().Version!.ToString(2)}";

    /// <inheritdoc/>
    public async Task<EmergePlan> PlanAsync(EmergeCommand command, CancellationToken cancellation) =>
        (await Selected.ResolveAsync(settings, CommandLimits.Check(command), cancellation)).Plan;

    /// <inheritdoc/>
    public Task<EmergePlan> RunAsync(EmergeCommand command, IProgress<EmergeEvent> progress, CancellationToken cancellation) =>
        HostGuard.ThisMachine.WatchAsync(
            async stop =>
            {
                var selected = await Selected.ResolveAsync(settings, CommandLimits.Check(command), stop);
                foreach (var mention in CommandLimits.Mentions(command)) progress.Report(new RunWarning(mention));
                if (command.Action != EmergeAction.Pretend && command.BinaryPackages.Taken?.Fetches == true && await new BinhostSupply(settings).FetchAsync(selected, stop))
                    selected = await Selected.ResolveAsync(settings, command, stop);
                foreach (var (package, found) in selected.Binaries?.Unpatched ?? new Dictionary<PackageId, UnpatchedPackage>()) progress.Report(new UnpatchedFound(package, found));
                PlanGate.Check(command, selected.Plan, selected.Binaries?.Unpatched ?? new Dictionary<PackageId, UnpatchedPackage>());
                if (command.Action == EmergeAction.Pretend) return selected.Plan;
                using var run = new MergeRun(settings, command, selected, progress);
                await run.RunAsync(stop);
                return selected.Plan;
            },
            cancellation);
}
