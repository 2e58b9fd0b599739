using System.Net;
using Stage3.Testing;

namespace Stage3.Reports.Tests;

/// <summary>The HTML report where people read it.</summary>
public sealed class HtmlInBrowserTests : IDisposable
{
    private const int Phone = 360;
    private const string Policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">";

    private readonly Scratch scratch = new();

    private static string Long => string.Concat(Enumerable.Repeat("averylongword", 40));

    private static string Html => ReportWriters.Text(new HtmlReportWriter(), new Report("Verify", "What <b>is</b> there?", "Two of two.",
    [
        new VerdictsPart("Verdicts",
        [
            new VerdictRow($"0123456789ab {Long}/eclass", "user.eclass", new DateOnly(2012, 1, 2), "AppliesAtOffset", true, "at other lines", [new("sha256", new string('a', 64))]),
            new VerdictRow("<script>document.title='evil'</script><img src=x onerror=alert(1)>", null, new DateOnly(2013, 1, 2), "Conflict", false, Long, [new(Long, Long)]),
        ]),
        new FindingsPart("Findings", [new Finding("accounts/uid", Severity.Error, Long, "/etc/passwd", 3, "mend it")]),
        new TablePart("Many columns", ["one", "two", "three", "four", "five"], [[Long, "2", "3", "4", "5"]]),
        new DifferencePart("A difference", "before", "after", [new DifferenceRow(DifferenceKind.Changed, 1, $"a {Long}", 1, "b"), new DifferenceRow(DifferenceKind.Added, null, null, 2, Long)]),
    ]));

    public void Dispose() => scratch.Dispose();

    [FactNeeding(Browser.Program)]
    public void The_report_runs_no_script_asks_for_nothing_and_breaks_no_rule_of_its_own()
    {
        var (document, said) = Browser.Show(scratch.Write("report.html", Html), Phone);

        said.Should().BeEmpty("the console tells of errors, and of all that the page's policy refuses");
        document.Should().Contain("<title>What &lt;b&gt;is&lt;/b&gt; there?</title>").And.NotContain("<img").And.NotContain("<script");
    }

    [FactNeeding(Browser.Program)]
    public void The_browser_would_tell_of_a_request_and_of_a_script() =>
        Browser.Show(scratch.Write("report.html", Html.Replace("</main>", "<script>fail()</script><img src=\"https://example.org/x.png\"></main>", StringComparison.Ordinal)), Phone)
            .Said.Should().Contain("script").And.Contain("example.org");

    [TheoryNeeding(Browser.Program)]
    [InlineData(Phone)]
    [InlineData(1200)]
    public void With_all_parts_opened_nothing_is_wider_than_the_window(int width)
    {
        Html.Should().Contain(Policy);

        Browser.Show(scratch.Write("frame.html", Framed(Html.Replace(Policy, "", StringComparison.Ordinal), width)), width + 200)
            .Document.Should().Contain($"<title>width {width}, too wide by 0, requests 0</title>");
    }

    /// <summary>The page in a frame, with all its parts opened: a window of its own is never narrower than 500.</summary>
    private static string Framed(string html, int width) =>
        $$"""
        <!DOCTYPE html>
        <iframe style="width:{{width}}px;height:800px;border:0" srcdoc="{{WebUtility.HtmlEncode(html)}}"></iframe>
        <script>
        document.querySelector('iframe').onload = loaded => {
            const frame = loaded.target.contentWindow, page = frame.document.documentElement;
            page.querySelectorAll('details').forEach(part => part.open = true);
            document.title = `width ${frame.innerWidth}, too wide by ${page.scrollWidth - page.clientWidth}, requests ${frame.performance.getEntriesByType('resource').length}`;
        };
        </script>
        """;
}
