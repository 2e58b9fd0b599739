using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Stage3.Emerge.Plans;

namespace Stage3.Emerge.Running;

/// <summary>What emerge says where there is no plan, as values; all that it says.</summary>
internal static partial class PlanObstacles
{
    internal static ImmutableArray<PlanObstacle> In(string output) =>
    [
        .. Masked().Matches(output).Select(match => new PlanObstacle(
            PlanObstacleKind.Masked,
            $"{match.Groups["atom"].Value}: {string.Join("; ", match.Groups["package"].Captures.Select(package => package.Value.Trim()))}{Demand(match.Groups["by"])}")),
        .. Missing().Matches(output).Select(match => new PlanObstacle(PlanObstacleKind.Missing, $"{match.Groups["atom"].Value}{Demand(match.Groups["by"])}")),
        .. Cycle().Matches(output).Select(match => new PlanObstacle(PlanObstacleKind.Cycle, string.Join(" → ", InCycle().Matches(match.Value).Select(package => package.Groups[1].Value)))),
        .. Blocked().Matches(output).Select(match => new PlanObstacle(PlanObstacleKind.Blocked, match.Groups["what"].Value.Trim())),
        .. UseChanges().Matches(output).SelectMany(match => match.Groups["change"].Captures).Select(change => new PlanObstacle(PlanObstacleKind.UseChange, change.Value.Trim())),
    ];

    // Nearest first, as emerge lists them.
    private static string Demand(Group by) =>
        by.Captures.Count == 0 ? "" : $", required by {string.Join(", by ", by.Captures.Select(each => each.Value))}";

    [GeneratedRegex("""^!!! All (?:ebuilds|binary packages) that could satisfy "(?<atom>[^"]+)".* have been masked\.\n(?:!!! One of .*\n)(?:- (?<package>.+)\n|(?!\(dep)(?!For more).+\n|\n(?=\(dep))*(?:\(dependency required by "(?<by>[^"]+)".*\n?)*""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Masked();

    [GeneratedRegex("""^emerge: there are no (?:ebuilds|binary packages|ebuilds built with USE flags) to satisfy "(?<atom>[^"]+)".*\n?(?:\(dependency required by "(?<by>[^"]+)".*\n?)*""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Missing();

    [GeneratedRegex(@"^ \* Error: circular dependencies:\n\n(?:\s*\(.+\n)+", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Cycle();

    [GeneratedRegex(@"^\s*\(([^\s:,]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex InCycle();

    [GeneratedRegex(@"^\[blocks B[^\]]*\](?<what>.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Blocked();

    [GeneratedRegex(@"^The following USE changes are necessary to proceed:\n.*\n(?:#.*\n|(?<change>[<>=~a-z].*)(?:\n|$))+", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex UseChanges();
}
