using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
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

    [Theory]
    [InlineData("--chroot", "none", "there is no such root*none*has etc and usr")]
    [InlineData("--chroot", "file", "a file is no root*file*goes with --archive")]
    [InlineData("--chroot", "empty", "the root is empty*empty*mount it first")]
    [InlineData("--archive", "none", "there is no such archive*none*name a tarball*")]
    [InlineData("--archive", "empty", "a folder is no archive*empty*--chroot")]
    [InlineData("--archive", "file", "this is no tar archive, plain or compressed: it begins with the bytes 78787878*file*gzip, bzip2, xz*")]
    [InlineData("--archive", "nothing.tar.xz", "this is no tar archive, plain or compressed: it is empty*nothing.tar.xz*")]
    [InlineData("--archive", "zip.tar.xz", "this is no tar archive, plain or compressed: it begins like a zip file*zip.tar.xz*name a tarball*")]
    [InlineData("--archive", "cut.tar.gz", "*cut short*cut.tar.gz*get or build the archive again*")]
    [InlineData("--archive", "no-members.tar", "the archive has nothing in it*no-members.tar*holds a system")]
    public async Task What_is_no_root_is_told_with_where_and_what_to_do(string option, string name, string expected)
    {
        Directory.CreateDirectory(scratch["empty"]);
        scratch.Write("file", new string('x', 2000));
        scratch.Write("nothing.tar.xz", "");
        scratch.Write("zip.tar.xz", "PK\u0003\u0004" + new string('x', 2000));
        File.WriteAllBytes(scratch["no-members.tar"], new byte[10240]);
        File.WriteAllBytes(scratch["cut.tar.gz"], HalfAnArchive());

        var path = HostPath.Parse(scratch[name]);
        var verify = () => Verify(option == "--chroot" ? new() { Chroot = path } : new() { Archive = path });

        (await verify.Should().ThrowAsync<Stage3Exception>()).WithMessage(expected);
        Directory.Exists(scratch["output/verify"]).Should().BeFalse("there is nothing to report on");
        if (Directory.Exists(scratch["work/verify"])) Directory.EnumerateFileSystemEntries(scratch["work/verify"]).Should().BeEmpty();
    }

    private static byte[] HalfAnArchive()
    {
        using var whole = new MemoryStream();
        using (var packed = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(packed))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a") { DataStream = new MemoryStream(RandomNumberGenerator.GetBytes(5000)) });
        return whole.ToArray()[..3000];
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
