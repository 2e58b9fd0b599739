using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using Stage3.Emerge.Events;
using Stage3.Emerge.Logs;
using Stage3.Emerge.Plans;
using Stage3.Portage.Names;

namespace Stage3.Progress;

/// <summary>The packages at work, with their phases and how long they have been at it; how many are done, and how long it may take yet.</summary>
internal sealed class RunTable(string step, BuildTimes times) : IProgress<EmergeEvent>
{
    private readonly SortedDictionary<PackageId, (PackageOrigin Origin, string Phase, long Begun)> running = [];
    private readonly long begun = Stopwatch.GetTimestamp();
    private readonly PackageLines lines = new(step);
    private int done;
    private int total;

    /// <summary>Held while events come in and while the table is drawn.</summary>
    public Lock Gate { get; } = new();

    /// <inheritdoc/>
    public void Report(EmergeEvent value)
    {
        lock (Gate)
        {
            switch (value)
            {
                case PackageStarted started:
                    (running[started.Package], total) = ((started.Origin, "", Stopwatch.GetTimestamp()), started.Total);
                    break;
                case PhaseStarted phase:
                    running[phase.Package] = running.TryGetValue(phase.Package, out var known)
                        ? known with { Phase = phase.Phase }
                        : (PackageOrigin.Source, phase.Phase, Stopwatch.GetTimestamp());
                    break;
                case PackageFinished finished:
                    (done, total) = (finished.Done, finished.Total);
                    running.Remove(finished.Package);
                    break;
            }

            // What stays stands above the table; phases come and go in it.
            if (value is not (PhaseStarted or PackageStarted)) lines.Report(value);
        }
    }

    /// <summary>The table as it is now.</summary>
    public IRenderable Render()
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("Package", "Phase", "Elapsed", "Usual");
        foreach (var (package, (origin, phase, since)) in running)
            table.AddRow(Markup.Escape(package.ToString()), phase, Words(Stopwatch.GetElapsedTime(since)), times.Of(package.Name, origin) is { } usual ? $"of about {Words(usual)}" : "");
        return new Rows(table, new Text(Summary()));
    }

    private string Summary()
    {
        var elapsed = Stopwatch.GetElapsedTime(begun);
        // What is left takes as long as what is done did, a package.
        var left = done == 0 || total == 0 ? "" : $", about {Words(elapsed / done * (total - done))} left";
        return string.Create(CultureInfo.InvariantCulture, $"{step}: {done} of {(total == 0 ? "?" : total.ToString(CultureInfo.InvariantCulture))} done, {running.Count} at work, {Words(elapsed)}{left}");
    }

    private static string Words(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
