using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Running;

/// <summary>What <c>emerge --pretend --verbose</c> says it would do, or why it cannot.</summary>
/// <param name="Packages">The packages for the root, in merge order.</param>
/// <param name="Elsewhere">The packages that it would put into other roots, <c>/</c> among them.</param>
/// <param name="Removed">What would be removed.</param>
/// <param name="Obstacles">What keeps it from being done.</param>
internal sealed partial record PretendOutput(
    ImmutableArray<PlannedPackage> Packages, ImmutableArray<PlannedPackage> Elsewhere, ImmutableArray<PackageId> Removed, ImmutableArray<PlanObstacle> Obstacles)
{
    private static readonly HostPath Host = HostPath.Parse("/");

    /// <summary>Reads it.</summary>
    internal static PretendOutput Parse(string output, HostPath root)
    {
        var packages = ImmutableArray.CreateBuilder<PlannedPackage>();
        var elsewhere = ImmutableArray.CreateBuilder<PlannedPackage>();
        var removed = ImmutableArray.CreateBuilder<PackageId>();
        foreach (Match line in PackageLine(root).Matches(output))
        {
            if (line.Groups["kind"].Value == "uninstall") removed.Add(Id(line.Groups["cpv"].Value));
            // The running system's packages have no "to" behind them.
            else if (line.Groups["ours"].Success) packages.Add(PlanLine.Read(line));
            else elsewhere.Add(PlanLine.Read(line) with { Elsewhere = line.Groups["other"] is { Success: true } other ? HostPath.Parse(other.Value) : Host });
        }

        return new PretendOutput(packages.ToImmutable(), elsewhere.ToImmutable(), removed.ToImmutable(), PlanObstacles.In(output));
    }

    /// <summary>A package as emerge writes it, which puts the number of a binary package's build behind its version.</summary>
    internal static PackageId Id(string text) => PackageId.TryParse(text, out var id) ? id : PackageId.Parse(BuildNumber().Replace(text, ""));

    // The root stands there as it is, and may have spaces in it.
    private static Regex PackageLine(HostPath root) => new(
        @"^\[(?<kind>ebuild|binary|uninstall)(?<marks>\s[^\]]*)\]\s+(?<cpv>[^\s:\[]+)(?::(?<slot>[^:\s]+))?(?:::(?<repository>\S+))?(?:\s+\[(?<old>[^\]]*)\])?(?:\s+to\s+(?:(?<ours>" + Regex.Escape(root.Value) + @"/(?=\s|$))|(?<other>/\S*)))?(?<rest>.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"-\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex BuildNumber();
}
