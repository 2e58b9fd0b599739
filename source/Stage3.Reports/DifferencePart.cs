using System.Collections.Immutable;

namespace Stage3.Reports;

/// <summary>Two texts side by side, line by line.</summary>
/// <param name="Heading">The part's heading.</param>
/// <param name="Left">What the left side is, for instance <c>before</c>.</param>
/// <param name="Right">What the right side is, for instance <c>after</c>.</param>
/// <param name="Rows">The aligned lines; runs of equal lines may be left out by an <see cref="DifferenceKind.Gap"/>.</param>
public sealed record DifferencePart(
    string Heading,
    string Left,
    string Right,
    ImmutableArray<DifferenceRow> Rows) : ReportPart(Heading);
