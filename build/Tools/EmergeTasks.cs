using Serilog;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Plans;
using Stage3.Emerge.Running;
using Stage3.Invocation;

namespace Stage3.Tools;

/// <summary>emerge for those who write targets of their own, in the style of NUKE's tasks; what runs is an <see cref="EmergeCommand"/>, as in the pipeline.</summary>
public static class EmergeTasks
{
    /// <summary>Runs emerge, on a real Portage, and answers what was merged; with <c>--pretend</c>, what would be.</summary>
    /// <example><c>Target Tools => _ => _.Executes(() => EmergeTasks.Emerge(_ => _.SetRoot(RootDirectory / "tools").SetPackages("app-misc/jq")…));</c></example>
    /// <exception cref="Linux.Stage3Exception">What was set contradicts itself (all of it is said), there is no Portage, or emerge failed.</exception>
    public static EmergePlan Emerge(Func<EmergeSettings, EmergeSettings> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        // As NUKE's own tasks: a target waits for it.
        return EmergeAsync(configure(new EmergeSettings()), Session.Stop).GetAwaiter().GetResult();
    }

    private static async Task<EmergePlan> EmergeAsync(EmergeSettings settings, CancellationToken cancellation)
    {
        var command = settings.Command;
        var emerge = new PortageEmerge(await settings.FindAsync(cancellation));
        Log.Information("{Command:l}", command.ToString());
        return command.Action is EmergeAction.Pretend
            ? await emerge.PlanAsync(command, cancellation)
            : await emerge.RunAsync(command, new Lines(), cancellation);
    }

    private sealed class Lines : IProgress<EmergeEvent>
    {
        public void Report(EmergeEvent value)
        {
            if (value is PackageFinished finished) Log.Information("[{Done}/{Total}] {Package:l}", finished.Done, finished.Total, finished.Package.ToString());
        }
    }
}
