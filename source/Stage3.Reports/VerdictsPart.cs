using System.Collections.Immutable;

namespace Stage3.Reports;

/// <summary>Judgements, one a subject.</summary>
/// <param name="Heading">The part's heading.</param>
/// <param name="Rows">The judgements, in the order to show them.</param>
public sealed record VerdictsPart(string Heading, ImmutableArray<VerdictRow> Rows) : ReportPart(Heading);
