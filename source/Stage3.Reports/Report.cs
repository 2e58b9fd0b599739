using System.Collections.Immutable;

namespace Stage3.Reports;

/// <summary>
/// What a command found out, told once and written in many formats. It knows no clock and no machine: what it holds
/// is all that a writer prints, in this order.
/// </summary>
/// <param name="Tool">The name of the check that made it, for instance <c>VerifyChroot</c>; JUnit and SARIF name it.</param>
/// <param name="Title">The headline.</param>
/// <param name="Summary">One or two sentences: the outcome.</param>
/// <param name="Parts">The body, from top to bottom.</param>
public sealed record Report(string Tool, string Title, string Summary, ImmutableArray<ReportPart> Parts)
{
    /// <summary>All findings of all parts, in the report's order.</summary>
    public IEnumerable<Finding> Findings => Parts.OfType<FindingsPart>().SelectMany(part => part.Findings);

    /// <summary>All verdicts of all parts, in the report's order.</summary>
    public IEnumerable<VerdictRow> Verdicts => Parts.OfType<VerdictsPart>().SelectMany(part => part.Rows);

    /// <summary>True where a finding is at or above <paramref name="gate"/>, or a verdict is not accepted.</summary>
    public bool Fails(Severity gate) =>
        Findings.Any(finding => finding.Severity >= gate) || Verdicts.Any(row => !row.Accepted);
}
