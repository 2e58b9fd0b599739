namespace Stage3.Reports;

/// <summary>One aligned pair of lines.</summary>
/// <param name="Kind">How the two differ.</param>
/// <param name="LeftLine">The line's number on the left, from 1; null where the left has none.</param>
/// <param name="LeftText">The left text without its line ending.</param>
/// <param name="RightLine">The line's number on the right, from 1; null where the right has none.</param>
/// <param name="RightText">The right text without its line ending.</param>
public sealed record DifferenceRow(
    DifferenceKind Kind,
    int? LeftLine,
    string? LeftText,
    int? RightLine,
    string? RightText);
