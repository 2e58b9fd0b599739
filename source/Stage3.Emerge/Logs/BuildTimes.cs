using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Logs;

/// <summary>How long packages took, by what earlier runs wrote into <c>emerge.log</c>. A guess and no promise: machine, jobs and USE count too.</summary>
public sealed class BuildTimes
{
    private readonly ILookup<(PackageName Name, PackageOrigin Origin), TimeSpan> taken;

    private BuildTimes(IEnumerable<(PackageName Name, PackageOrigin Origin, TimeSpan Time)> times) =>
        taken = times.ToLookup(each => (each.Name, each.Origin), each => each.Time);

    /// <summary>Reads a log; nothing is known where there is none.</summary>
    public static BuildTimes Read(HostPath log) => Of(log?.IsFile == true ? File.ReadLines(log.Value) : []);

    /// <summary>Reads lines of a log.</summary>
    public static BuildTimes Of(IEnumerable<string> lines)
    {
        // Runs may end at any line, and the next begins at 1: what has no end has no time.
        var open = new Dictionary<(PackageId, int), (long Begun, PackageOrigin Origin)>();
        var times = new List<(PackageName, PackageOrigin, TimeSpan)>();
        foreach (var line in lines ?? throw new ArgumentNullException(nameof(lines)))
        {
            if (!EmergeLogEntry.TryParse(line, out var entry)) continue;
            var key = (entry.Package, entry.Number);
            if (entry.Stage == EmergeLogStage.Begun) open[key] = (entry.Time, PackageOrigin.Source);
            else if (entry.Stage == EmergeLogStage.Unpacking && open.TryGetValue(key, out var begun)) open[key] = begun with { Origin = PackageOrigin.Binary };
            else if (entry.Stage == EmergeLogStage.Finished && open.Remove(key, out var whole)) times.Add((entry.Package.Name, whole.Origin, TimeSpan.FromSeconds(Math.Max(0, entry.Time - whole.Begun))));
        }

        return new BuildTimes(times);
    }

    /// <summary>The middle one of the times that a package took, whatever version; null where it is not known.</summary>
    public TimeSpan? Of(PackageName name, PackageOrigin origin)
    {
        var sorted = taken[(name, origin)].Order().ToList();
        return sorted.Count == 0 ? null : sorted[sorted.Count / 2];
    }

    /// <summary>What a plan would take, one package after the other, and of how many of its packages that is not known.</summary>
    public (TimeSpan Known, int Unknown) Of(EmergePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var times = plan.Packages.Select(package => Of(package.Id.Name, package.Origin)).ToList();
        return (TimeSpan.FromSeconds(times.Sum(time => time?.TotalSeconds ?? 0)), times.Count(time => time is null));
    }
}
