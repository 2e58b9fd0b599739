using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Stage3.Emerge.Plans;
using Stage3.Portage.Names;

namespace Stage3.Emerge.Running;

/// <summary>One line of <c>emerge --pretend --verbose</c> as a package of a plan.</summary>
internal static partial class PlanLine
{
    internal static PlannedPackage Read(Match line)
    {
        var (text, marks, rest) = (line.Groups["cpv"].Value, line.Groups["marks"].Value, line.Groups["rest"].Value);
        var id = PretendOutput.Id(text);
        var flags = Flags(rest);
        return new PlannedPackage(
            id,
            line.Groups["kind"].Value == "binary" ? PackageOrigin.Binary : PackageOrigin.Source,
            line.Groups["repository"].Value,
            [.. flags.Where(flag => flag.Enabled).Select(flag => flag.Name).Order(StringComparer.Ordinal)],
            Replaced(id, marks, line.Groups["old"].Value),
            "emerge")
        {
            Reason = Reason(marks),
            Marks = Marks(marks),
            Slot = line.Groups["slot"] is { Success: true } slot ? slot.Value : "0",
            Build = text.Length > id.ToString().Length ? int.Parse(text[(id.ToString().Length + 1)..], CultureInfo.InvariantCulture) : null,
            Flags = flags,
            Download = Size().Match(rest) is { Success: true } size ? long.Parse(size.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024 : 0,
        };
    }

    private static PlanReason Reason(string marks) => marks switch
    {
        _ when marks.Contains('r', StringComparison.Ordinal) => PlanReason.Forced,
        _ when marks.Contains('S', StringComparison.Ordinal) => PlanReason.NewSlot,
        _ when marks.Contains('N', StringComparison.Ordinal) => PlanReason.New,
        _ when marks.Contains('D', StringComparison.Ordinal) => PlanReason.Downgrade,
        _ when marks.Contains('U', StringComparison.Ordinal) => PlanReason.Update,
        _ => PlanReason.Again,
    };

    private static PlanMarks Marks(string marks) => marks.Aggregate(PlanMarks.None, (all, letter) => all | letter switch
    {
        'I' => PlanMarks.Interactive,
        'F' => PlanMarks.FetchByHand,
        'f' => PlanMarks.FetchedByHand,
        'g' => PlanMarks.Remote,
        '#' or '~' or '*' => PlanMarks.LetIn,
        _ => PlanMarks.None,
    });

    // Behind a package in a new slot stand those of other slots, which stay.
    private static PackageId? Replaced(PackageId id, string marks, string old)
    {
        if (Reason(marks) == PlanReason.NewSlot) return null;
        if (old.Length == 0) return Reason(marks) is PlanReason.Again or PlanReason.Forced ? id : null;
        var version = old.Split(", ")[0].Split(':')[0];
        return PackageId.TryParse($"{id.Name}-{version}", out var replaced) ? replaced : null;
    }

    private static ImmutableArray<PlannedFlag> Flags(string rest) =>
        [.. UseGroups().Matches(rest).SelectMany(match => Flags(match.Groups["name"].Value, match.Groups["flags"].Value))];

    private static IEnumerable<PlannedFlag> Flags(string variable, string flags) =>
        from word in flags.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let forced = word.StartsWith('(')
        let bare = word.Trim('(', ')', '{', '}')
        let name = bare.Trim('-').TrimEnd('*', '%')
        select new PlannedFlag(
            variable == "USE" ? name : $"{variable.ToLowerInvariant()}_{name}",
            !bare.StartsWith('-'), bare.Contains('*', StringComparison.Ordinal), bare.Contains('%', StringComparison.Ordinal), forced);

    [GeneratedRegex("\\b(?<name>[A-Z][A-Z0-9_]*)=\"(?<flags>[^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex UseGroups();

    [GeneratedRegex(@"\s([\d,]+) KiB\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Size();
}
