using System.Collections.Immutable;
using System.Xml.Linq;

namespace Stage3.Tasks;

/// <summary>What one or more test assemblies came to, read from the files that the test runner leaves (TRX).</summary>
internal sealed record TestReport(ImmutableArray<TestResult> Results)
{
    public static TestReport Empty { get; } = new([]);

    public int Passed => Count(TestOutcome.Passed);

    public int Failed => Count(TestOutcome.Failed);

    public int Skipped => Count(TestOutcome.Skipped);

    public IEnumerable<TestResult> Of(TestOutcome outcome) => Results.Where(result => result.Outcome == outcome);

    /// <summary><c>N passed, N failed, N skipped</c>: what CI reads as the last line.</summary>
    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";

    /// <summary>Reads the results of one assembly; how its runner ended counts too, so a crash is never a success.</summary>
    /// <param name="file">The results; without them, the assembly counts as one failure.</param>
    /// <param name="assembly">Its name, for messages.</param>
    /// <param name="exitCode">The runner's.</param>
    /// <param name="log">What the runner said, for the message of a crash.</param>
    public static TestReport Read(string file, string assembly, int exitCode, string log)
    {
        var report = File.Exists(file) ? new TestReport([.. XDocument.Load(file).Descendants().Where(node => node.Name.LocalName == "UnitTestResult").Select(Result)]) : Empty;
        return exitCode == 0 || report.Failed > 0
            ? report
            : report with { Results = [.. report.Results, new TestResult(assembly, TestOutcome.Failed, $"the test runner ended with exit code {exitCode}", log)] };
    }

    public TestReport With(TestReport other) => new([.. Results, .. other.Results]);

    private static TestResult Result(XElement node) => new(
        node.Attribute("testName")?.Value ?? "(no name)",
        node.Attribute("outcome")?.Value switch { "Passed" => TestOutcome.Passed, "NotExecuted" => TestOutcome.Skipped, _ => TestOutcome.Failed },
        Text(node, "Message"),
        Text(node, "StackTrace"));

    private static string Text(XElement node, string name) =>
        node.Descendants().FirstOrDefault(child => child.Name.LocalName == name)?.Value.Trim() ?? "";

    private int Count(TestOutcome outcome) => Of(outcome).Count();
}
