using Stage3.Linux;
using Stage3.Reports;
using Stage3.Specification;
using Stage3.Testing;

namespace Stage3.Tests.Specification;

public sealed class VerifySectionTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Severities_exceptions_and_allowed_files_are_read_with_their_reasons()
    {
        var verify = (await Read("""
            {
              "severities": [{ "rules": "leftovers/*", "severity": "off", "reason": "a" }, { "rules": "policy/preset", "severity": "error", "reason": "b" }],
              "exceptions": [{ "rules": "integrity/*", "paths": "/etc/**", "reason": "c" }, { "rules": "policy/locale", "reason": "d" }],
              "unowned": [{ "paths": "/srv", "reason": "e" }]
            }
            """)).Verify;

        verify.Severities.Select(one => (one.Rules.Text, one.Severity, one.Reason)).Should().Equal(("leftovers/*", null, "a"), ("policy/preset", Severity.Error, "b"));
        verify.Exceptions.Select(one => (one.Rules.Text, one.Paths.Text, one.Reason)).Should().Equal(("integrity/*", "/etc/**", "c"), ("policy/locale", "**", "d"));
        verify.Unowned.Select(one => (one.Paths.Text, one.Reason)).Should().Equal(("/srv", "e"));
    }

    [Theory]
    [InlineData("""{ "severities": [{ "rules": "leftover/*", "severity": "off", "reason": "a" }] }""", "'leftover/*' is no rule")]
    [InlineData("""{ "exceptions": [{ "rules": "policy/local", "reason": "a" }] }""", "'policy/local' is no rule")]
    [InlineData("""{ "exceptions": [{ "rules": "policy/locale" }] }""", "the key 'reason' is missing")]
    [InlineData("""{ "severities": [{ "rules": "policy/locale", "severity": "fatal", "reason": "a" }] }""", "must be one of error, warning, note, off")]
    public async Task What_would_silently_do_nothing_is_refused(string section, string problem)
    {
        var read = () => Read(section);

        (await read.Should().ThrowAsync<SpecInvalidException>()).WithMessage($"*verify*{problem}*");
    }

    private async Task<StageSpec> Read(string section)
    {
        scratch.Write("spec.json", $$"""
            {
              "name": "tiny", "arch": "amd64", "tree": "tree", "profile": "default", "world": ["sys-apps/dbus"], "bootstrap": [],
              "accounts": { "users": [], "groups": [] },
              "verify": {{section}},
              "archive": { "name": "stage3-tiny" }
            }
            """);
        return await SpecReader.ReadAsync(HostPath.Parse(scratch["spec.json"]), CancellationToken.None);
    }
}
