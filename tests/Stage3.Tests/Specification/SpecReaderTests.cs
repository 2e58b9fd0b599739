using Stage3.Linux;
using Stage3.Specification;
using Stage3.Testing;

namespace Stage3.Tests.Specification;

public sealed class SpecReaderTests : IDisposable
{
    private const string Sound = """
        {
          "name": "tiny",
          "arch": "amd64",
          "tree": "tree",
          "profile": "default",
          "use": ["systemd", "-consolekit"],
          "makeConf": { "CFLAGS": "-O2 -pipe" },
          "world": ["sys-apps/dbus", "@tools"],
          "bootstrap": ["sys-libs/glibc"],
          "accounts": {
            "users": [{ "name": "messagebus", "uid": 101, "group": "messagebus", "groups": ["video"], "home": "/", "shell": "/bin/false" }],
            "groups": [{ "name": "messagebus", "gid": 101 }]
          },
          "archive": { "name": "stage3-tiny", "compression": "xz", "level": 6 }
        }
        """;

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task A_sound_specification_is_read_whole()
    {
        var spec = await Read(Sound);

        spec.Name.Should().Be("tiny");
        spec.Tree.Value.Should().Be(scratch["tree"], "paths are relative to the file that names them");
        spec.World.Select(selector => selector.ToString()).Should().Equal("sys-apps/dbus", "@tools");
        spec.MakeConf.Should().ContainSingle().Which.Should().Be(new MakeConfVariable("CFLAGS", "-O2 -pipe"));
        spec.Engine.Should().Be(SpecEngine.Any);
        spec.Archive.Should().Be(new ArchiveSpec("stage3-tiny", "xz", 6));
        var user = spec.Accounts.Users.Should().ContainSingle().Subject;
        user.Name.ToString().Should().Be("messagebus");
        user.Id.Should().Be(101);
        user.PrimaryGroup!.ToString().Should().Be("messagebus");
        user.Groups.Select(group => group.ToString()).Should().Equal("video");
    }

    [Theory]
    [InlineData("sample.json")]
    [InlineData("gentoo-amd64-systemd.json")]
    public async Task The_specifications_that_ship_are_sound(string name)
    {
        var spec = await SpecReader.ReadAsync(HostPath.Parse(ProjectRoot.File("specs/" + name)), CancellationToken.None);

        spec.Use.Should().Contain(["systemd", "-consolekit"]);
        spec.Accounts.Users.Should().Contain(user => user.Name.ToString() == "messagebus");
        spec.Bootstrap.Select(selector => selector.ToString()).Should().BeEquivalentTo(
            "sys-libs/glibc", "sys-libs/pam", "sys-auth/pambase", "sys-apps/shadow", "sys-apps/baselayout");
    }

    [Fact]
    public async Task Keys_of_binhosts_are_named_with_or_without_fingerprints()
    {
        var spec = await Read(Sound.Replace("\"name\": \"tiny\",", """
            "name": "tiny", "binhostKeys": [
              "keys.asc", "https://host.invalid/keys.gpg",
              { "source": "more.asc", "fingerprints": ["0123 4567 89ab cdef 0123  4567 89AB CDEF 0123 4567"] }
            ],
            """, StringComparison.Ordinal));

        spec.BinhostKeys.Select(key => $"{key.Source} {string.Join(' ', key.Fingerprints)}").Should().Equal(
            $"{scratch["keys.asc"]} ", "https://host.invalid/keys.gpg ", $"{scratch["more.asc"]} 0123456789ABCDEF0123456789ABCDEF01234567");
    }

    [Theory]
    [InlineData("{ \"source\": \"a\", \"fingerprints\": [\"BB572E0E2D182910\"] }", "must match")] // a short id, which others can make a key for
    [InlineData("{ \"source\": \"a\", \"fingerprints\": [] }", "must have at least 1 item")]
    [InlineData("{ \"source\": \"a\" }", "the key 'fingerprints' is missing")]
    [InlineData("{ \"fingerprints\": [\"0123456789abcdef0123456789abcdef01234567\"] }", "the key 'source' is missing")]
    [InlineData("{ \"source\": \"a\", \"fingerprint\": \"x\" }", "'fingerprint' is no key here")]
    [InlineData("\"\"", "must not be empty")]
    public async Task Keys_that_are_named_wrongly_are_told_with_what_would_be_right(string key, string message)
    {
        var read = () => Read(Sound.Replace("\"name\": \"tiny\",", $"\"name\": \"tiny\", \"binhostKeys\": [{key}],", StringComparison.Ordinal));

        (await read.Should().ThrowAsync<SpecInvalidException>()).WithMessage($"*{message}*");
    }

    [Fact]
    public async Task All_errors_are_reported_at_once_with_file_line_and_key()
    {
        var read = () => Read(Sound
            .Replace("\"arch\": \"amd64\",", "\"arhc\": \"amd64\",", StringComparison.Ordinal)
            .Replace("sys-apps/dbus", "dbus", StringComparison.Ordinal)
            .Replace("\"uid\": 101", "\"uid\": -1", StringComparison.Ordinal));

        var problems = (await read.Should().ThrowAsync<SpecInvalidException>()).Which.Problems;

        problems.Should().Contain(problem => problem.Message.Contains("'arch' is missing"));
        problems.Should().Contain(problem => problem.Line == 3 && problem.Message.Contains("'arhc' is no key here; known are $schema, accounts, arch"));
        problems.Should().Contain(problem => problem.Line == 8 && problem.Key == "world[0]" && problem.Message.Contains("'dbus' is neither an atom"));
        problems.Should().Contain(problem => problem.Line == 11 && problem.Key.EndsWith("uid", StringComparison.Ordinal) && problem.Message.Contains("at least 0"));
        problems.Should().BeInAscendingOrder(problem => problem.Line);
    }

    [Theory]
    [InlineData("\"xz\"", "\"rar\"", "must be one of xz, zstd, gzip, none")]
    [InlineData("\"stage3-tiny\"", "\"../stage3\"", "must match")]
    [InlineData("[\"sys-libs/glibc\"]", "\"sys-libs/glibc\"", "must be a list")]
    [InlineData("\"tree\": \"tree\"", "\"tree\": 5", "must be a text")]
    [InlineData("\"tree\": \"tree\"", "\"tree\": \"\"", "must not be empty")]
    [InlineData("\"level\": 6", "\"level\": 60", "must be at most 19")]
    public async Task A_wrong_value_is_told_what_would_be_right(string right, string wrong, string message)
    {
        var read = () => Read(Sound.Replace(right, wrong, StringComparison.Ordinal));

        (await read.Should().ThrowAsync<SpecInvalidException>()).WithMessage($"*{message}*");
    }

    [Theory]
    [InlineData("{ \"name\": ", "this is no JSON")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\" }", "this is no JSON")]
    [InlineData("[]", "must be an object")]
    public async Task What_is_no_JSON_object_is_said_to_be_none(string text, string message)
    {
        var read = () => Read(text);

        (await read.Should().ThrowAsync<SpecInvalidException>()).WithMessage($"*spec.json:*{message}*");
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var read = () => SpecReader.ReadAsync(HostPath.Parse(scratch["none.json"]), CancellationToken.None);

        (await read.Should().ThrowAsync<SpecInvalidException>()).WithMessage("*none.json:0: there is no such file*");
    }

    private Task<StageSpec> Read(string text) =>
        SpecReader.ReadAsync(HostPath.Parse(scratch.Write("spec.json", text)), CancellationToken.None);
}
