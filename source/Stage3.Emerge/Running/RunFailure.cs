using System.Collections.Immutable;
using Stage3.Emerge.Commands;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Running;

/// <summary>Says why a run failed: which package, in which phase, and what its log ends with.</summary>
internal sealed class RunFailure(PortageSettings settings, EmergeCommand command, PortageRun run, HostPath log)
{
    private const int ShownLines = 20;

    internal Stage3Exception Explain(ProgramFailedException failure, ImmutableArray<PackageId> failed, ImmutableArray<AccountCall> calls)
    {
        if (calls is [var first, ..] && PackageId.TryParse(first.Package, out var caller))
        {
            var commands = calls.Where(call => (call.Package, call.Phase) == (first.Package, first.Phase)).Select(call => call.Command).Distinct(StringComparer.Ordinal);
            return new EmergeFailedException(caller, new HostAccountsRefusedException(caller, first.Phase, [.. commands], LogOf(caller) ?? log));
        }

        if (failed is not [var package, ..]) return new PortageFailedException(command, failure.Exit.Code, log, string.Join('\n', failure.LastLines));
        var own = LogOf(package);
        var lines = own is null ? string.Join('\n', failure.LastLines) : string.Join('\n', File.ReadLines(own.Value).TakeLast(ShownLines));
        return new EmergeFailedException(package, new PortageFailedException(command, failure.Exit.Code, own ?? log, lines, run.WriteAgain(package)));
    }

    /// <summary>The newest log of a package: <c>category:package-version:time.log</c> (make.conf(5), PORTAGE_LOGDIR).</summary>
    private HostPath? LogOf(PackageId package)
    {
        var folder = settings.Logs / command.Root.Path.Name;
        var newest = !folder.IsFolder
            ? null
            : Directory.EnumerateFiles(folder.Value, $"{package.ToString().Replace('/', ':')}:*.log").Order(StringComparer.Ordinal).LastOrDefault();
        return newest is null ? null : HostPath.Parse(newest);
    }
}
