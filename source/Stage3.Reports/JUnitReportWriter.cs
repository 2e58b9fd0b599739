using System.Globalization;
using System.Xml;

namespace Stage3.Reports;

/// <summary>
/// Writes a report as JUnit XML: a test case for each finding and each verdict. An error and a verdict that is not
/// accepted are failures; warnings and notes pass, with their text as output.
/// </summary>
public sealed class JUnitReportWriter : IReportWriter
{
    /// <inheritdoc/>
    public string FileName => "report.junit.xml";

    /// <inheritdoc/>
    public void Write(Report report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        var cases = Cases(report).ToList();
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, NewLineChars = "\n", CloseOutput = false });
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", report.Tool);
        xml.WriteAttributeString("tests", cases.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", cases.Count(test => test.Failed).ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", "0");
        foreach (var test in cases) Write(test, report.Tool, xml);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Flush();
        output.Write('\n');
    }

    /// <summary>A clean report is one passed case: some readers take a suite without any for a mistake.</summary>
    private static IEnumerable<Case> Cases(Report report)
    {
        var any = false;
        foreach (var finding in report.Findings.Order())
        {
            any = true;
            yield return new Case(
                finding.Rule, $"{ReportText.Place(finding)} {finding.Message}".TrimStart(), finding.Severity == Severity.Error,
                finding.Severity.ToString(), finding.Message, finding.Remedy);
        }

        foreach (var row in report.Verdicts)
        {
            any = true;
            yield return new Case(
                row.Path ?? report.Tool, $"{row.Subject} {ReportText.Day(row.When)}".TrimEnd(), !row.Accepted, row.Verdict, row.Detail,
                string.Join('\n', row.Evidence.Select(fact => $"{fact.Key}: {fact.Value}")));
        }

        if (!any) yield return new Case(report.Tool, report.Title, Failed: false, "", report.Summary, "");
    }

    private static void Write(Case test, string tool, XmlWriter xml)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", ReportText.Printable($"{tool}.{test.Group}"));
        xml.WriteAttributeString("name", ReportText.Printable(test.Name));
        xml.WriteStartElement(test.Failed ? "failure" : "system-out");
        if (test.Failed)
        {
            xml.WriteAttributeString("type", test.Kind);
            xml.WriteAttributeString("message", ReportText.Printable(test.Message));
            xml.WriteString(ReportText.Printable(test.Text));
        }
        else
        {
            xml.WriteString(ReportText.Printable($"{test.Kind}: {test.Message}\n{test.Text}"));
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private sealed record Case(string Group, string Name, bool Failed, string Kind, string Message, string Text);
}
