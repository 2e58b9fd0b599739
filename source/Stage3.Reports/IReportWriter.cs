namespace Stage3.Reports;

/// <summary>Writes a report in one format. Equal reports give equal text; lines end in LF. Safe to share between threads.</summary>
public interface IReportWriter
{
    /// <summary>What a file in this format is called, with its extension (<c>report.json</c>).</summary>
    string FileName { get; }

    /// <summary>Writes the whole report.</summary>
    void Write(Report report, TextWriter output);
}
