using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Spectre.Console;

namespace Stage3.Reports.Tests;

public sealed class ReportWriterTests
{
    private static readonly Report Sample = new(
        "Probe", "Title <b>&\"", "All is | well \u0007", [
            new TextPart("Words", "one\n\ntwo"),
            new FindingsPart("Findings", [
                new Finding("a/note", Severity.Note, "a note", null, null, "nothing to do"),
                new Finding("b/error", Severity.Error, "<script>alert(1)</script>", "/etc/pass wd", 3, "mend `it`"),
            ]),
            new VerdictsPart("Verdicts", [
                new VerdictRow("tree 1", "eclass/user.eclass", new DateOnly(2012, 1, 2), "Applies", true, "fits", [new("hunk 1", "line 3")]),
                new VerdictRow("tree 2", "eclass/user.eclass", new DateOnly(2013, 1, 2), "Conflict", false, "does not", []),
            ]),
            new TablePart("Table", ["a", "b"], [["1 | 2", "x\ny"]]),
            new DifferencePart("Difference", "before", "after", [
                new DifferenceRow(DifferenceKind.Gap, null, "7 equal lines", null, null),
                new DifferenceRow(DifferenceKind.Equal, 8, "same", 8, "same"),
                new DifferenceRow(DifferenceKind.Changed, 9, "```old", 9, "new </td>"),
                new DifferenceRow(DifferenceKind.Removed, 10, "gone", null, null),
                new DifferenceRow(DifferenceKind.Added, null, null, 10, "come"),
            ]),
        ]);

    [Fact]
    public void A_report_fails_a_gate_by_findings_at_or_above_it_and_by_verdicts_that_are_not_accepted()
    {
        Sample.Fails(Severity.Error).Should().BeTrue();
        new Report("t", "", "", [new FindingsPart("", [new Finding("r", Severity.Warning, "m", null, null, "d")])]).Fails(Severity.Error).Should().BeFalse();
        new Report("t", "", "", [new FindingsPart("", [new Finding("r", Severity.Warning, "m", null, null, "d")])]).Fails(Severity.Warning).Should().BeTrue();
        new Report("t", "", "", [new VerdictsPart("", [new VerdictRow("s", null, null, "Void", false, "d", [])])]).Fails(Severity.Error).Should().BeTrue();
    }

    [Fact]
    public void Short_words_of_a_column_stay_whole_and_a_table_without_rows_says_so()
    {
        var html = ReportWriters.Text(new HtmlReportWriter(), new Report("t", "", "", [
            new TablePart("Some", ["Id", "Where"], [["65534", "/usr/lib/systemd/system/a.service"], ["root", "/etc"]]),
            new TablePart("None here", ["a"], []),
        ]));
        html.Should().Contain("<td class=\"short\" data-column=\"Id\">65534</td><td data-column=\"Where\">/usr").And.Contain("<h2>None here</h2>\n<p>None.</p>");
    }

    [Fact]
    public void Every_writer_gives_the_same_text_in_every_culture_and_ends_lines_in_lf()
    {
        foreach (var writer in ReportWriters.All)
        {
            var text = ReportWriters.Text(writer, Sample);
            var culture = CultureInfo.CurrentCulture;
            try
            {
                CultureInfo.CurrentCulture = new CultureInfo("");
                ReportWriters.Text(writer, Sample).Should().Be(text);
            }
            finally
            {
                CultureInfo.CurrentCulture = culture;
            }

            text.Should().EndWith("\n").And.NotContain("\r", writer.FileName);
        }
    }

    [Fact]
    public void Json_holds_all_parts_and_the_worst_finding_first()
    {
        using var json = JsonDocument.Parse(Text<JsonReportWriter>());

        var parts = json.RootElement.GetProperty("parts");
        parts.EnumerateArray().Select(part => part.GetProperty("kind").GetString()).Should().Equal("text", "findings", "verdicts", "table", "difference");
        parts[1].GetProperty("findings")[0].GetProperty("rule").GetString().Should().Be("b/error");
        parts[1].GetProperty("findings")[1].GetProperty("line").ValueKind.Should().Be(JsonValueKind.Null);
        parts[2].GetProperty("verdicts")[0].GetProperty("date").GetString().Should().Be("2012-01-02");
    }

    [Fact]
    public void JUnit_counts_failures_and_is_well_formed_with_any_characters()
    {
        var suite = XDocument.Parse(Text<JUnitReportWriter>()).Root!.Element("testsuite")!;

        suite.Attribute("tests")!.Value.Should().Be("4");
        suite.Attribute("failures")!.Value.Should().Be("2");
        suite.Elements("testcase").SelectMany(test => test.Elements("failure")).Select(failure => failure.Attribute("message")!.Value)
            .Should().Equal("<script>alert(1)</script>", "does not");
        suite.Elements("testcase").Last().Attribute("name")!.Value.Should().Be("tree 2 2013-01-02");
    }

    [Fact]
    public void JUnit_of_a_clean_report_is_one_passed_case() =>
        XDocument.Parse(ReportWriters.Text(new JUnitReportWriter(), new Report("t", "clean", "nothing", [new FindingsPart("f", [])])))
            .Root!.Element("testsuite")!.Attribute("tests")!.Value.Should().Be("1");

    [Fact]
    public void Sarif_names_rules_levels_and_places()
    {
        using var json = JsonDocument.Parse(Text<SarifReportWriter>());

        var run = json.RootElement.GetProperty("runs")[0];
        json.RootElement.GetProperty("version").GetString().Should().Be("2.1.0");
        var results = run.GetProperty("results");
        results.GetArrayLength().Should().Be(3, "an accepted verdict is no result");
        results[0].GetProperty("level").GetString().Should().Be("error");
        var place = results[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        place.GetProperty("artifactLocation").GetProperty("uri").GetString().Should().Be("etc/pass%20wd");
        place.GetProperty("region").GetProperty("startLine").GetInt32().Should().Be(3);
        foreach (var result in results.EnumerateArray())
            run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()
                .Should().Be(result.GetProperty("ruleId").GetString());
    }

    [Fact]
    public void Markdown_takes_no_text_for_markup()
    {
        var text = Text<MarkdownReportWriter>();

        text.Should().StartWith("# Title \\<b\\>&\"\n\nAll is \\| well ␇\n");
        text.Should().Contain("| Error | b/error | /etc/pass wd:3 | \\<script\\>alert(1)\\</script\\> | mend \\`it\\` |\n");
        text.Should().Contain("| 1 \\| 2 | x<br>y |\n");
        text.Should().Contain("````diff\n@@ 7 equal lines @@\n same\n-```old\n+new </td>\n-gone\n+come\n````\n", "the fence is longer than any in the text");
    }

    [Fact]
    public void Html_needs_nothing_from_anywhere_and_takes_no_text_for_markup()
    {
        var text = Text<HtmlReportWriter>();

        text.Should().NotContain("<script").And.NotContain("http:").And.NotContain("https:").And.NotContain("url(");
        Regex.Matches(text, "(?:src|href)=\"([^\"]*)\"").Select(match => match.Groups[1].Value).Should().Equal("data:,");
        text.Should().Contain("default-src 'none'").And.Contain("<html lang=\"en\">").And.Contain("name=\"viewport\"");
        text.Should().Contain("&lt;script&gt;alert(1)&lt;/script&gt;");
        text.Should().Contain("<td class=\"del\"><del>```old</del></td>").And.Contain("<ins>new &lt;/td&gt;</ins>");
        text.Should().Contain("<li class=\"bad\">Conflict <small>2013-01-02 – 2013-01-02</small></li>");
    }

    [Fact]
    public void Html_tags_are_closed_in_their_order()
    {
        var open = new Stack<string>();
        foreach (Match tag in Regex.Matches(Text<HtmlReportWriter>(), "<(/?)([a-z0-9]+)[^>]*>"))
        {
            var name = tag.Groups[2].Value;
            if (name is "meta" or "link") continue;
            if (tag.Groups[1].Length == 0) open.Push(name);
            else open.Pop().Should().Be(name, tag.Value);
        }

        open.Should().BeEmpty();
    }

    [Fact]
    public void The_terminal_shows_text_as_it_is()
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;

        TerminalReportWriter.Write(Sample with { Title = "[red]no markup[/]", Summary = "man:x:6:12:man:/var/cache/man" }, console);

        text.ToString().Should().Contain("[red]no markup[/]").And.Contain("x:6:12:man:/var", "no picture of a man").And.Contain("<script>alert(1)</script>").And.Contain("Conflict").And.Contain("new </td>");
    }

    private static string Text<T>() where T : IReportWriter, new() => ReportWriters.Text(new T(), Sample);
}
