using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Stage3.Chroot.Policy;
using Stage3.Chroot.Rules;
using Stage3.Reports;

namespace Stage3.Specification;

/// <summary>Reads the section <c>verify</c>, which the schema has looked at already.</summary>
internal static class VerifyReader
{
    public static VerifySpec Read(JObject? section) => section is null ? VerifySpec.Default : new(
        [.. Items(section, "severities").Select(one => new RuleSeverity(Pattern(one, "rules"), SeverityOf((string)one["severity"]!), (string)one["reason"]!))],
        [.. Items(section, "exceptions").Select(one => new RuleException(Pattern(one, "rules"), Pattern(one, "paths"), (string)one["reason"]!))],
        [.. Items(section, "unowned").Select(one => new AllowedPath(Pattern(one, "paths"), (string)one["reason"]!))])
    {
        ModificationTimes = (bool?)section["modificationTimes"] ?? false,
    };

    /// <summary>Patterns that no rule fits: a misspelt one would silently do nothing.</summary>
    public static IEnumerable<SpecProblem> Misread(SpecDocument document) =>
        from key in ImmutableArray.Create("severities", "exceptions")
        from item in (document.Root!["verify"] as JObject)?[key] as JArray ?? []
        let rules = (item as JObject)?["rules"]
        where rules is { Type: JTokenType.String } && PathPattern.TryParse((string)rules!, out var pattern) && !RuleCatalog.All.Any(rule => pattern.Fits(rule.Id))
        select new SpecProblem(document.File, ((IJsonLineInfo)rules).LineNumber, rules.Path, $"'{(string)rules!}' is no rule; docs/rules/README.md lists them");

    private static IEnumerable<JObject> Items(JObject section, string key) => (section[key] as JArray ?? []).Cast<JObject>();

    private static PathPattern Pattern(JObject item, string key) => PathPattern.Parse((string?)item[key] ?? "**");

    private static Severity? SeverityOf(string word) => word == "off" ? null : Enum.Parse<Severity>(word, ignoreCase: true);
}
