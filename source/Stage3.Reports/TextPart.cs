namespace Stage3.Reports;

/// <summary>Plain text; a blank line parts paragraphs. No markup is interpreted.</summary>
/// <param name="Heading">The part's heading.</param>
/// <param name="Text">The text.</param>
public sealed record TextPart(string Heading, string Text) : ReportPart(Heading);
