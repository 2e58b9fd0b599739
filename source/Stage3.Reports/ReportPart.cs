namespace Stage3.Reports;

/// <summary>One headed part of a report: text, findings, verdicts, a table, sizes, or a difference side by side.</summary>
/// <param name="Heading">The part's heading, without a full stop.</param>
public abstract record ReportPart(string Heading);
