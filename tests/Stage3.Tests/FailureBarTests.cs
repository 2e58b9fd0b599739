using Stage3.Linux;
using Stage3.Reports;

namespace Stage3.Tests;

public sealed class FailureBarTests
{
    [Fact]
    public void Nothing_said_fails_findings_from_errors_on_and_no_change()
    {
        FailureBar.Parse(null).Severity.Should().Be(Severity.Error);
        FailureBar.Parse(null).Gate.Should().Match<Packaging.Comparing.ComparisonGate>(gate => !gate.Setuid && !gate.Capability && gate.Growth == null);
    }

    [Theory]
    [InlineData("note", Severity.Note)]
    [InlineData("Warning", Severity.Warning)]
    public void A_severity_is_a_bar_for_findings_and_none_for_changes(string text, Severity severity)
    {
        var bar = FailureBar.Parse(text);

        bar.Severity.Should().Be(severity);
        bar.Invoking(one => one.Gate).Should().Throw<Stage3Exception>().WithMessage($"*--fail-on {severity}: that is a severity of findings*Diff takes setuid*");
    }

    [Fact]
    public void Gates_are_a_bar_for_changes_and_none_for_findings()
    {
        var bar = FailureBar.Parse("setuid,growth:5%");

        bar.Gate.Setuid.Should().BeTrue();
        bar.Gate.Growth.Should().Be(5);
        bar.Invoking(one => one.Severity).Should().Throw<Stage3Exception>().WithMessage("*these are gates for Diff*VerifyChroot takes note, warning or error*");
    }

    [Fact]
    public void Anything_else_is_named_with_what_there_is()
    {
        var parse = () => FailureBar.Parse("eror");

        parse.Should().Throw<Stage3Exception>().WithMessage("*--fail-on eror: it is neither a severity nor a gate*note, warning or error*setuid, capability and growth:N%*");
    }
}
