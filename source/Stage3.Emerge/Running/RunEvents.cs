using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Stage3.Emerge.Commands;
using Stage3.Emerge.Events;
using Stage3.Emerge.Logs;
using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Linux.Processes;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Running;

/// <summary>
/// Tells what a running emerge does, from the files that it writes: who is when how far from <c>emerge.log</c>, phases from its status
/// where the version has one, messages from elog. Only fetches, warnings and failures are told by nothing but its output.
/// </summary>
internal sealed partial class RunEvents : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly Lock gate = new();
    private readonly IProgress<EmergeEvent> progress;
    private readonly Dictionary<PackageId, PackageOrigin> origins;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<PackageId> failed = [];
    private readonly Dictionary<PackageId, string> phases = [];
    private readonly HashSet<string> read;
    private readonly HostPath log;
    private readonly HostPath messages;
    private readonly Func<HostPath> status;
    private readonly bool hasStatus;
    private readonly Timer timer;
    private long position;
    private int done;

    internal RunEvents(PortageSettings settings, EmergeCommand command, EmergePlan plan, Func<HostPath> status, IProgress<EmergeEvent> progress)
    {
        (this.progress, this.status, hasStatus) = (progress, status, settings.Installation.Features.Contains("observability"));
        origins = plan.Packages.Concat(plan.Elsewhere).GroupBy(package => package.Id).ToDictionary(same => same.Key, same => same.First().Origin);
        (log, messages) = (settings.Logs / "emerge.log", settings.Logs / command.Root.Path.Name / "elog");
        position = log.IsFile ? new FileInfo(log.Value).Length : 0;
        read = [.. Messages()];
        timer = new Timer(_ => Look(), null, Pause, Pause);
    }

    /// <summary>The packages that failed, in the order in which they did.</summary>
    internal ImmutableArray<PackageId> Failed
    {
        get
        {
            lock (gate) return [.. failed];
        }
    }

    /// <summary>Takes one line of output.</summary>
    internal void Take(OutputLine line)
    {
        lock (gate)
        {
            if (Failure().Match(line.Text) is { Success: true } failure && TryId(failure.Groups["cpv"].Value) is { } broken && !failed.Contains(broken)) failed.Add(broken);
            else if (Fetch().Match(line.Text) is { Success: true } fetch) progress.Report(new FetchStarted(fetch.Groups["address"].Value));
            else if (Warning().Match(line.Text) is { Success: true } warning) progress.Report(new RunWarning(warning.Groups["text"].Value.Trim()));
        }
    }

    /// <summary>Tells what was not told yet, when the run has ended.</summary>
    internal void Finish()
    {
        Look();
        lock (gate)
        {
            foreach (var file in Messages().Where(read.Add))
                foreach (var message in ElogFile.Read(HostPath.Parse(file))) progress.Report(message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();

    private void Look()
    {
        lock (gate)
        {
            foreach (var line in NewLines())
            {
                if (EmergeLogEntry.TryParse(line, out var entry)) Tell(entry);
            }

            foreach (var (package, phase) in StatusFile.Read(status())) Tell(package, phase);
        }
    }

    private void Tell(EmergeLogEntry entry)
    {
        var origin = origins.GetValueOrDefault(entry.Package);
        if (entry.Stage == EmergeLogStage.Begun) progress.Report(new PackageStarted(entry.Package, origin, entry.Number, entry.Total));
        else if (entry.Stage == EmergeLogStage.Finished)
        {
            progress.Report(new PackageFinished(entry.Package, origin, ++done, entry.Total, clock.Elapsed));
            if (entry.Root == "/") progress.Report(new MergedIntoHost(entry.Package));
        }
        // Where there is a status it knows better than the log, once a package has been seen in it.
        else if (!hasStatus || !phases.ContainsKey(entry.Package)) Tell(entry.Package, entry.Stage == EmergeLogStage.Building ? "src_unpack" : "pkg_preinst");
    }

    private void Tell(PackageId package, string phase)
    {
        if (phases.GetValueOrDefault(package) == phase) return;
        phases[package] = phase;
        progress.Report(new PhaseStarted(package, phase));
    }

    /// <summary>The whole lines that were added since they were last asked for.</summary>
    private List<string> NewLines()
    {
        if (!log.IsFile) return [];
        using var stream = new FileStream(log.Value, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length <= position) return [];
        stream.Position = position;
        var added = new byte[stream.Length - position];
        stream.ReadExactly(added);
        var end = Array.LastIndexOf(added, (byte)'\n') + 1;
        position += end;
        return [.. System.Text.Encoding.UTF8.GetString(added, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private IEnumerable<string> Messages() => messages.IsFolder ? Directory.EnumerateFiles(messages.Value, "*.log").Order(StringComparer.Ordinal) : [];

    private static PackageId? TryId(string text)
    {
        try
        {
            return PretendOutput.Id(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^(?:>>> Failed to (?:emerge|install) | \* ERROR: |\s*\* Package:\s+)(?<cpv>[^\s:,]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Failure();

    [GeneratedRegex(@"^>>> Downloading '(?<address>[^']+)'", RegexOptions.CultureInvariant)]
    private static partial Regex Fetch();

    [GeneratedRegex(@"^(?:!!! |--- | \* WARNING: |WARNING: )(?<text>\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Warning();
}
