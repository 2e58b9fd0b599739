using System.Text;
using NJsonSchema;
using Stage3.Eclasses.Series;
using Stage3.Eclasses.Verdicts;
using Stage3.Linux;
using Stage3.Reports;
using Stage3.Testing;

namespace Stage3.Eclasses.Tests;

public sealed class VerdictReportTests
{
    [FactNeeding(Need.Root)]
    public async Task Verdicts_are_written_as_their_schema_says_and_as_a_report_with_what_does_not_fit()
    {
        using var scratch = new Scratch();
        scratch.Write("good/eclass/user.eclass", Eras.Early);
        scratch.Write("bad/eclass/user.eclass", Eras.Early.Replace("FUNCTION: enewuser", "FUNCTION: newuser", StringComparison.Ordinal));
        Directory.CreateDirectory(scratch["none/eclass"]);
        var verifier = new PatchVerifier(PatchSeries.Load(HostPath.Parse(ProjectRoot.File("patches"))), 0, Probes.Shared);

        var verdicts = await verifier.TreesAsync(
            new[] { "good", "bad", "none" }.Select(name => HostPath.Parse(scratch[name])), CancellationToken.None);

        verdicts.Select(verdict => verdict.Judgement.Verdict).Should().Equal(EclassVerdict.AppliesAtOffset, EclassVerdict.Conflict, EclassVerdict.Missing);
        using var json = new MemoryStream();
        VerdictsJson.Write(verdicts, AcceptedVerdicts.Default, json);
        var schema = await JsonSchema.FromJsonAsync(VerdictsJson.Schema);
        schema.Validate(Encoding.UTF8.GetString(json.ToArray())).Should().BeEmpty();
        var report = VerdictReport.Of(verdicts, AcceptedVerdicts.Default);
        report.Fails(Severity.Error).Should().BeTrue();
        report.Summary.Should().Be("2 of 3 versions are not accepted.");
        var rejected = report.Parts.OfType<DifferencePart>().Single(part => part.Left == "what the patch looks for");
        rejected.Rows.Should().Contain(row => row.LeftText!.EndsWith("FUNCTION: enewuser") && row.Kind == DifferenceKind.Changed);
    }

    [Fact]
    public void A_verdict_that_there_is_not_is_refused_with_those_that_there_are()
    {
        AcceptedVerdicts.TryParse("Applies,Fits", out _, out var error).Should().BeFalse();

        error.Should().Be("'Fits' is no verdict; there are " + string.Join(", ", Enum.GetNames<EclassVerdict>()));
        AcceptedVerdicts.TryParse("Applies, HalfAware", out var accepted, out _).Should().BeTrue();
        accepted!.Contains(EclassVerdict.HalfAware).Should().BeTrue();
        accepted.Contains(EclassVerdict.Moved).Should().BeFalse();
    }
}
