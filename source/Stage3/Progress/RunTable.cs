using System.Globalization;
using Stage3.Emerge.Events;
using Stage3.Emerge.Logs;
using Stage3.Emerge.Plans;
using Stage3.Portage.Names;

namespace Stage3.Progress;

/// <summary>The packages at work, with their phases and how long they have been at it; how many are done, and how long it may take yet.</summary>
/// <param name="step">What runs.</param>
/// <param name="times">How long packages took before.</param>
/// <param name="screen">Where it is drawn.</param>
/// <param name="clock">Tells how long they have been at it.</param>
internal sealed class RunTable(string step, BuildTimes times, LiveLines screen, TimeProvider clock) : IProgress<EmergeEvent>, IDisposable
{
    private readonly SortedDictionary<PackageId, (PackageOrigin Origin, string Phase, long Begun)> running = [];
    // A status file may name a package for a moment after its end.
    private readonly HashSet<PackageId> finished = [];
    private readonly long begun = clock.GetTimestamp();
    private readonly Lock gate = new();
    private readonly PackageLines lines = new(step);
    private int done;
    private int total;
    private bool ended;

    /// <inheritdoc/>
    public void Report(EmergeEvent value)
    {
        lock (gate)
        {
            switch (value)
            {
                case PackageStarted started:
                    finished.Remove(started.Package);
                    (running[started.Package], total) = ((started.Origin, "", clock.GetTimestamp()), started.Total);
                    break;
                case PhaseStarted phase when !finished.Contains(phase.Package):
                    running[phase.Package] = running.TryGetValue(phase.Package, out var known)
                        ? known with { Phase = phase.Phase }
                        : (PackageOrigin.Source, phase.Phase, clock.GetTimestamp());
                    break;
                case PackageFinished one:
                    (done, total) = (one.Done, one.Total);
                    finished.Add(one.Package);
                    running.Remove(one.Package);
                    break;
            }

            // What stays stands above the table; phases come and go in it.
            if (value is not (PhaseStarted or PackageStarted))
            {
                screen.Clear();
                lines.Report(value);
            }

            if (!ended) screen.Show(Lines());
        }
    }

    /// <summary>Draws it anew, for time goes by.</summary>
    public void Refresh()
    {
        lock (gate)
        {
            if (!ended) screen.Show(Lines());
        }
    }

    /// <summary>Takes it away.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            screen.Clear();
        }
    }

    private List<string> Lines()
    {
        var rows = running.Select(each => (
            Package: each.Key.ToString(), each.Value.Phase, Elapsed: Words(clock.GetElapsedTime(each.Value.Begun)), Usual: times.Of(each.Key.Name, each.Value.Origin) is { } usual ? $"of about {Words(usual)}" : "")).ToList();
        if (rows.Count == 0) return [Summary()];
        var (package, phase, elapsed) = (rows.Max(row => row.Package.Length), rows.Max(row => row.Phase.Length), rows.Max(row => row.Elapsed.Length));
        return [.. rows.Select(row => $"  {row.Package.PadRight(package)}  {row.Phase.PadRight(phase)}  {row.Elapsed.PadLeft(elapsed)} {row.Usual}".TrimEnd()), Summary()];
    }

    private string Summary()
    {
        var elapsed = clock.GetElapsedTime(begun);
        // What is left takes as long as what is done did, a package.
        var left = done == 0 || total == 0 ? "" : $", about {Words(elapsed / done * (total - done))} left";
        return string.Create(CultureInfo.InvariantCulture, $"{step}: {done} of {(total == 0 ? "?" : total.ToString(CultureInfo.InvariantCulture))} done, {running.Count} at work, {Words(elapsed)}{left}");
    }

    private static string Words(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
