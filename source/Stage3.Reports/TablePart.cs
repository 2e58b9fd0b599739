using System.Collections.Immutable;

namespace Stage3.Reports;

/// <summary>A table of text cells.</summary>
/// <param name="Heading">The part's heading.</param>
/// <param name="Columns">The columns' headings.</param>
/// <param name="Rows">The rows, each with as many cells as there are columns.</param>
public sealed record TablePart(
    string Heading,
    ImmutableArray<string> Columns,
    ImmutableArray<ImmutableArray<string>> Rows) : ReportPart(Heading);
