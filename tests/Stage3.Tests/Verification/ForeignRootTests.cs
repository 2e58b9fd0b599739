using NJsonSchema;
using Stage3.Linux;
using Stage3.Reports;
using Stage3.Steps;
using Stage3.Testing;

namespace Stage3.Tests.Verification;

/// <summary>VerifyChroot on roots that nobody here has made.</summary>
public sealed class ForeignRootTests : IDisposable
{
    private readonly Scratch scratch = new();

    private HostPath Root => HostPath.Parse(scratch["root"]);

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task An_unsound_root_fails_and_all_reports_are_written()
    {
        scratch.Write("root/etc/passwd", "broken\n");

        var verify = () => Verify(new() { Chroot = Root });

        (await verify.Should().ThrowAsync<ChrootUnsoundException>()).Which.Findings.Should().Contain(finding => finding.Rule == "accounts/malformed-line");
        Directory.EnumerateFiles(scratch["output/verify/root"]).Select(Path.GetFileName)
            .Should().BeEquivalentTo("findings.json", "findings.md", "findings.junit.xml", "findings.sarif", "findings.html");
    }

    [Fact]
    public async Task The_findings_are_as_their_schema_says()
    {
        scratch.Write("root/etc/passwd", "broken\n");
        try { await Verify(new() { Chroot = Root }); }
        catch (ChrootUnsoundException) { /* that it is unsound is another test's */ }

        var schema = await JsonSchema.FromFileAsync(ProjectRoot.File("docs/findings.schema.json"));

        schema.Validate(File.ReadAllText(scratch["output/verify/root/findings.json"])).Should().BeEmpty();
        schema.Validate("""{ "tool": "VerifyChroot", "title": "", "summary": "", "parts": [{ "kind": "findings", "heading": "" }] }""").Should().NotBeEmpty();
    }

    [Fact]
    public async Task Both_a_chroot_and_an_archive_are_refused()
    {
        var verify = () => Verify(new() { Chroot = Root, Archive = Root });

        (await verify.Should().ThrowAsync<Stage3Exception>()).WithMessage("*name one of --chroot and --archive*");
    }

    private Task Verify(Asked asked) => Pipeline.Create(
        new PipelineRequest(HostPath.Parse(ProjectRoot.Folder))
        {
            Chroot = asked.Chroot,
            Archive = asked.Archive,
            FailOn = FailureBar.Of(Severity.Error),
            Output = HostPath.Parse(scratch["output"]),
            WorkDir = HostPath.Parse(scratch["work"]),
        },
        CancellationToken.None).VerifyChrootAsync();

    private sealed record Asked
    {
        public HostPath? Chroot { get; init; }

        public HostPath? Archive { get; init; }
    }
}
