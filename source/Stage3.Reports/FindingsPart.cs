using System.Collections.Immutable;

namespace Stage3.Reports;

/// <summary>Findings of rules, written in their own order (<see cref="Finding.CompareTo"/>), the worst first.</summary>
/// <param name="Heading">The part's heading.</param>
/// <param name="Findings">The findings; an empty list says that nothing was found.</param>
public sealed record FindingsPart(string Heading, ImmutableArray<Finding> Findings) : ReportPart(Heading);
