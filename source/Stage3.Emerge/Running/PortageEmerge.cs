using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Guard;
using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Linux.Processes;

namespace Stage3.Emerge.Running;

/// <summary>
/// Gives <c>emerge</c> commands to a real Portage, in mounts of its own: the host's account files, and all that Portage
/// keeps of the host, are covered, and names of accounts are those of the root. Needs root, real or of a user namespace.
/// </summary>
public sealed class PortageEmerge(PortageSettings settings) : IEmerge
{
    private static readonly ImmutableArray<string> Pretending = ["--pretend", "--verbose"];
    private static readonly HostPath HostDatabase = HostPath.Parse("/var/db/pkg");

    /// <inheritdoc/>
    public string Description => settings.Installation.ToString();

    /// <inheritdoc/>
    public async Task<EmergePlan> PlanAsync(EmergeCommand command, CancellationToken cancellation) =>
        (await PretendAsync(command, cancellation).ConfigureAwait(false)).Plan;

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
        var (plan, forHost, provided) = await PretendAsync(command, cancellation).ConfigureAwait(false);
        if (!settings.AllowHostMerge && !forHost.IsEmpty) throw new HostMergeRefusedException(command, forHost);
        if (plan.Packages.IsEmpty && forHost.IsEmpty) return plan;

        using var scratch = RunScratch.Make(settings.Temporary, settings.AllowHostMerge);
        var run = new PortageRun(settings, command, scratch) { Provided = provided };
        var (lines, log) = (new EmergeLines(plan, progress), FreshLog(command));
        try
        {
            await run.Process([], log, lines.Take).RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (ProgramFailedException failure) when (!cancellation.IsCancellationRequested)
        {
            throw new RunFailure(settings, command, log).Explain(failure, lines.Failed, scratch.AccountCalls());
        }

        return plan;
    }

    private async Task<(EmergePlan Plan, ImmutableArray<Portage.Names.PackageId> ForHost, ImmutableArray<string> Provided)> PretendAsync(
        EmergeCommand command, CancellationToken cancellation)
    {
        using var scratch = RunScratch.Make(settings.Temporary, settings.AllowHostMerge);
        var planned = await AskAsync(command, new PortageRun(settings, command, scratch) { CoversRoot = true }, cancellation).ConfigureAwait(false);
        if (planned.ForHost.IsEmpty || settings.AllowHostMerge || HostIsGentoo) return (new EmergePlan(planned.Packages, Texts(planned)), planned.ForHost, []);

        // Nobody has a record of what this host has: as everywhere else, its build tools are its own to have.
        var provided = Texts(planned);
        var again = await AskAsync(command, new PortageRun(settings, command, scratch) { CoversRoot = true, Provided = provided }, cancellation).ConfigureAwait(false);
        return (new EmergePlan(again.Packages, provided), again.ForHost, provided);
    }

    private static async Task<PretendOutput> AskAsync(EmergeCommand command, PortageRun run, CancellationToken cancellation)
    {
        run.MakeFolders();
        var said = new List<string>();
        var exit = await run.Process(Pretending, log: null, line => said.Add(line.Text)).ExitAsync(cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        var planned = PretendOutput.Parse(string.Join('\n', said), command.Root.Path);
        return exit.IsSuccess && planned.Blocks.IsEmpty
            ? planned
            : throw new UnresolvedException(command, planned.Blocks.IsEmpty ? Complaints(said) : planned.Blocks);
    }

    // What emerge lists before it complains is the plan, which helps nobody where there is none.
    private static ImmutableArray<string> Complaints(List<string> said) =>
        [.. said.Where(line => line.Trim().Length > 0 && !line.StartsWith("[ebuild", StringComparison.Ordinal) && !line.StartsWith("[binary", StringComparison.Ordinal)).TakeLast(40)];

    private static ImmutableArray<string> Texts(PretendOutput planned) => [.. planned.ForHost.Select(package => package.ToString()).Order(StringComparer.Ordinal)];

    private static bool HostIsGentoo => HostDatabase.IsFolder && Directory.EnumerateFileSystemEntries(HostDatabase.Value).Any();

    private HostPath FreshLog(EmergeCommand command)
    {
        var log = settings.Logs.EnsureFolder() / $"emerge-{command.Root.Path.Name}.log";
        File.Delete(log.Value);
        return log;
    }
}
