using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Stage3.Emerge.Events;
using Stage3.Emerge.Plans;
using Stage3.Linux.Processes;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Running;

/// <summary>Turns what a running emerge says into events, and remembers who failed.</summary>
internal sealed partial class EmergeLines(EmergePlan plan, IProgress<EmergeEvent> progress)
{
    private readonly Dictionary<PackageId, PackageOrigin> origins = plan.Packages.ToDictionary(package => package.Id, package => package.Origin);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<PackageId> failed = [];

    /// <summary>The packages that failed, in the order in which they did.</summary>
    internal ImmutableArray<PackageId> Failed => [.. failed];

    /// <summary>Takes one line.</summary>
    internal void Take(OutputLine line)
    {
        if (Progress().Match(line.Text) is { Success: true } match && TryId(match.Groups["cpv"].Value) is { } package) Tell(match, package);
        else if (Failure().Match(line.Text) is { Success: true } failure && TryId(failure.Groups["cpv"].Value) is { } broken && !failed.Contains(broken)) failed.Add(broken);
    }

    private void Tell(Match match, PackageId package)
    {
        switch (match.Groups["what"].Value)
        {
            case "Emerging":
                progress.Report(new PhaseStarted(package, origins.GetValueOrDefault(package) == PackageOrigin.Binary ? "pkg_setup" : "src_unpack"));
                break;
            case "Installing":
                progress.Report(new PhaseStarted(package, "pkg_preinst"));
                break;
            default:
                progress.Report(new PackageFinished(
                    package, origins.GetValueOrDefault(package), Number(match.Groups["done"]), Number(match.Groups["total"]), clock.Elapsed));
                break;
        }
    }

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

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^>>> (?<what>Emerging|Installing|Completed)(?: binary)? \((?<done>\d+) of (?<total>\d+)\) (?<cpv>[^\s:]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Progress();

    [GeneratedRegex(@"^(?:>>> Failed to (?:emerge|install) | \* ERROR: |\s*\* Package:\s+)(?<cpv>[^\s:,]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Failure();
}
