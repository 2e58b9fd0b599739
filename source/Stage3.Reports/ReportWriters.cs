using System.Collections.Immutable;

namespace Stage3.Reports;

/// <summary>The writers for files, one a format.</summary>
public static class ReportWriters
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<IReportWriter> All { get; } =
        [new JsonReportWriter(), new MarkdownReportWriter(), new JUnitReportWriter(), new SarifReportWriter(), new HtmlReportWriter()];

    /// <summary>The report in one format, as the text of a file.</summary>
    public static string Text(IReportWriter writer, Report report)
    {
        ArgumentNullException.ThrowIfNull(writer);
        using var text = new Utf8Text();
        writer.Write(report, text);
        return text.ToString();
    }

    /// <summary>Text whose XML declaration tells the encoding that the file will have.</summary>
    private sealed class Utf8Text : StringWriter
    {
        public override System.Text.Encoding Encoding { get; } = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    }
}
