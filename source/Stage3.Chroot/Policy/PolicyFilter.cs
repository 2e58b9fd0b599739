using System.Collections.Immutable;
using Stage3.Reports;

namespace Stage3.Chroot.Policy;

/// <summary>Applies a policy to what the rules found.</summary>
internal static class PolicyFilter
{
    /// <summary>The findings that count, and those that are accepted; each in the findings' own order.</summary>
    public static (ImmutableArray<Finding> Counting, ImmutableArray<AcceptedFinding> Accepted) Apply(ChrootPolicy policy, IEnumerable<Finding> found)
    {
        var counting = new List<Finding>();
        var accepted = new List<AcceptedFinding>();
        foreach (var finding in found.Select(finding => Weigh(policy, finding)).OfType<Finding>().Distinct().Order())
        {
            var exception = policy.Exceptions.FirstOrDefault(one => one.Rules.Fits(finding.Rule) && one.Paths.Fits(finding.Path ?? ""));
            if (exception is null) counting.Add(finding);
            else accepted.Add(new(finding, exception.Reason));
        }
        return ([.. counting], [.. accepted]);
    }

    private static Finding? Weigh(ChrootPolicy policy, Finding finding) =>
        policy.Severities.LastOrDefault(one => one.Rules.Fits(finding.Rule)) switch
        {
            null => finding,
            { Severity: { } severity } => finding with { Severity = severity },
            _ => null,
        };
}
