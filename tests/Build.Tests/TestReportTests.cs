using Stage3.Tasks;
using Stage3.Testing;

namespace Stage3.BuildTests;

public sealed class TestReportTests : IDisposable
{
    private const string Results = """
        <TestRun xmlns="urn:any"><Results>
          <UnitTestResult testName="Room.Sound" outcome="Passed" />
          <UnitTestResult testName="Room.Broken(n: 1)" outcome="Failed"><Output><ErrorInfo><Message>expected 1</Message><StackTrace>at Room</StackTrace></ErrorInfo></Output></UnitTestResult>
          <UnitTestResult testName="Room.Elsewhere" outcome="NotExecuted"><Output><ErrorInfo><Message>needs root</Message></ErrorInfo></Output></UnitTestResult>
          <UnitTestResult testName="Room.Late" outcome="Timeout" />
        </Results></TestRun>
        """;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_report_counts_and_keeps_messages()
    {
        var report = TestReport.Read(_scratch.Write("a.trx", Results), "Room.Tests", 1, "");
        report.ToString().Should().Be("1 passed, 2 failed, 1 skipped", "what is neither passed nor skipped is a failure");
        report.Of(TestOutcome.Failed).First().Should().Be(new TestResult("Room.Broken(n: 1)", TestOutcome.Failed, "expected 1", "at Room"));
        report.Of(TestOutcome.Skipped).Single().Message.Should().Be("needs root");
    }

    [Fact]
    public void A_runner_that_crashed_is_a_failure_even_where_all_results_are_good()
    {
        var sound = _scratch.Write("b.trx", Results.Replace("Failed", "Passed", StringComparison.Ordinal).Replace("Timeout", "Passed", StringComparison.Ordinal));
        var report = TestReport.Read(sound, "Room.Tests", 134, "the host crashed");
        report.ToString().Should().Be("3 passed, 1 failed, 1 skipped");
        report.Of(TestOutcome.Failed).Single().Should().Be(new TestResult("Room.Tests", TestOutcome.Failed, "the test runner ended with exit code 134", "the host crashed"));
    }

    [Fact]
    public void A_runner_that_left_no_results_and_failed_is_a_failure() =>
        TestReport.Read(_scratch["none.trx"], "Room.Tests", 1, "no such assembly").ToString().Should().Be("0 passed, 1 failed, 0 skipped");

    [Fact]
    public void Reports_add_up() =>
        TestReport.Read(_scratch.Write("a.trx", Results), "A", 1, "").With(TestReport.Read(_scratch.Write("b.trx", Results), "B", 1, "")).ToString()
            .Should().Be("2 passed, 4 failed, 2 skipped");
}
