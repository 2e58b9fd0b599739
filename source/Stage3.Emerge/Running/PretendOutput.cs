using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Stage3.Emerge.Plans;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Running;

/// <summary>What <c>emerge --pretend --verbose</c> says it would do.</summary>
/// <param name="Packages">The packages for the root, in merge order.</param>
/// <param name="ForHost">The packages, version and all, that it would put into the running system.</param>
/// <param name="Blocks">Its lines on packages that block each other.</param>
internal sealed partial record PretendOutput(ImmutableArray<PlannedPackage> Packages, ImmutableArray<PackageId> ForHost, ImmutableArray<string> Blocks)
{
    /// <summary>Reads it.</summary>
    internal static PretendOutput Parse(string output, HostPath root)
    {
        var packages = ImmutableArray.CreateBuilder<PlannedPackage>();
        var host = ImmutableArray.CreateBuilder<PackageId>();
        foreach (Match line in PackageLine().Matches(output))
        {
            var id = Id(line.Groups["cpv"].Value);
            if (line.Groups["root"] is { Success: true } to && HostPath.Parse(to.Value) == root) packages.Add(Package(id, line));
            else host.Add(id);
        }

        return new PretendOutput(packages.ToImmutable(), host.ToImmutable(), [.. BlockLine().Matches(output).Select(line => line.Value.Trim())]);
    }

    /// <summary>A package as emerge writes it, which puts the number of a binary package's build behind its version.</summary>
    internal static PackageId Id(string text) => PackageId.TryParse(text, out var id) ? id : PackageId.Parse(BuildNumber().Replace(text, ""));

    private static PlannedPackage Package(PackageId id, Match line)
    {
        var use = UseFlags().Match(line.Groups["rest"].Value).Groups[1].Value;
        var old = line.Groups["old"].Value.Split("::")[0];
        return new PlannedPackage(
            id,
            line.Groups["kind"].Value == "binary" ? PackageOrigin.Binary : PackageOrigin.Source,
            line.Groups["repository"].Value,
            [.. use.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(flag => flag.Trim('(', ')', '*', '%', '{', '}')).Where(flag => !flag.StartsWith('-')).Order(StringComparer.Ordinal)],
            old.Length > 0 && PackageId.TryParse($"{id.Name}-{BuildNumber().Replace(old, "")}", out var replaced) ? replaced : null,
            "emerge");
    }

    [GeneratedRegex(@"^\[(?<kind>ebuild|binary)\s[^\]]*\]\s+(?<cpv>[^\s:\[]+)(?::[^:\s]+)?(?:::(?<repository>\S+))?(?:\s+\[(?<old>[^\]]*)\])?(?:\s+to\s+(?<root>/\S*))?(?<rest>.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PackageLine();

    [GeneratedRegex(@"^\[blocks .*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex BlockLine();

    [GeneratedRegex("\\bUSE=\"([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex UseFlags();

    [GeneratedRegex(@"-\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex BuildNumber();
}
