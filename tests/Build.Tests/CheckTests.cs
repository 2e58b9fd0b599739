using Stage3.Invocation;
using Stage3.Testing;

namespace Stage3.BuildTests;

/// <summary>What NUKE lets pass in silence, and we do not; the check knows no host, so it holds under either.</summary>
public sealed class CheckTests
{
    private const string Parameters = "--api-key, --atoms, --day, --help, --hidden, --jobs, --no-logo, --pace, --pkg-dir, --plan, --pretend, --profile, --root, --skip, --target, --verbosity";

    private static Verdict Checked(string[] words, Dictionary<string, string>? variables = null, params (string File, string Text)[] files)
    {
        using var root = new Scratch();
        Directory.CreateDirectory(root[".nuke"]);
        foreach (var (file, text) in files) root.Write(Path.Combine(".nuke", file), text);
        return Check.Run(Surface.Of(typeof(Parameterised)), words, variables ?? [], root.Folder);
    }

    [Theory]
    [InlineData]
    [InlineData("Show", "--jobs", "4", "--atoms", "a", "b", "--pretend", "--pkg-dir", "x", "--pace", "fast", "--day", "Friday")]
    [InlineData("show+told", "--skip", "--no-logo", "--verbosity", "quiet", "--help")]
    [InlineData("--target", "Show", "--skip", "All", "--api-key", "")]
    public void A_sound_command_line_passes(params string[] words) => Checked(words).Problems.Should().BeEmpty();

    [Theory]
    [InlineData("'Shwo' is no target (is Show meant?). The targets are: Show, Secretly, All, Told", "Shwo")]
    [InlineData("'' is no target. The targets are: Show, Secretly, All, Told", "")]
    [InlineData("--target cannot be 'Pack': it is one of Show, Secretly, All, Told", "--target", "Pack")]
    [InlineData("--skip cannot be 'Pack': it is one of Show, Secretly, All, Told", "--skip", "Pack")]
    [InlineData("'Show' is both asked for and to be skipped", "Show", "--skip", "Show")]
    [InlineData("targets are given both as first words and with --target", "Show", "--target", "Told")]
    [InlineData("'--job' is no parameter (is --jobs meant?). The parameters are: " + Parameters, "--job", "4")]
    [InlineData("'--' is no parameter. The parameters are: " + Parameters, "Show", "--")]
    [InlineData("'--jobs=4' is no parameter (a value follows after a space: --jobs 4). The parameters are: " + Parameters, "--jobs=4")]
    [InlineData("--jobs cannot be 'many': it is from 1 to 64", "--jobs", "many")]
    [InlineData("--jobs cannot be '0': it is from 1 to 64", "--jobs", "0")]
    [InlineData("--jobs takes one value, but 2 are given: '1', '2'", "--jobs", "1", "2")]
    [InlineData("--jobs is given twice", "--jobs", "1", "-Jobs", "2")]
    [InlineData("--pace cannot be 'warp': it is one of Slow, Fast", "--pace", "warp")]
    [InlineData("--pace needs a value: one of Slow, Fast", "--pace")]
    [InlineData("--day cannot be '3': it is one of Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday", "--day", "3")]
    [InlineData("--pretend takes true or false, not 'Show'; targets come first, before all parameters", "--pretend", "Show")]
    [InlineData("--no-logo takes true or false and no more, but 'Show' follows; targets come first, before all parameters", "--no-logo", "true", "Show")]
    [InlineData("--pkg-dir is empty", "--pkg-dir", "")]
    [InlineData("--verbosity cannot be 'loud': it is one of Verbose, Normal, Minimal, Quiet", "--verbosity", "loud")]
    public void What_is_wrong_is_said_with_what_is_valid(string problem, params string[] words) =>
        Checked(words).Problems.Should().Equal(problem);

    [Fact]
    public void All_problems_are_said_at_once() =>
        Checked(["Shwo", "--job", "--jobs", "0"], new() { ["PACE"] = "warp" }).Problems.Should().HaveCount(4);

    [Fact]
    public void The_environment_is_held_to_the_same_and_said_to_be_used()
    {
        Checked([], new() { ["NUKE_PACE"] = "warp" }).Problems.Should().Equal("--pace cannot be 'warp': it is one of Slow, Fast (environment variable NUKE_PACE)");
        Checked([], new() { ["PKG_DIR"] = "" }).Problems.Should().Equal("--pkg-dir is empty (environment variable PKG_DIR)");
        Checked([], new() { ["JOBS"] = "3", ["NUKE_JOBS"] = "4" }).Problems.Should().Equal("several environment variables are meant for --jobs: JOBS, NUKE_JOBS; unset all but one");
        Checked([], new() { ["JOBS"] = "3" }).Notes.Should().Equal("--jobs 3 comes from the environment variable JOBS");
        Checked(["--jobs", "2"], new() { ["JOBS"] = "3" }).Notes.Should().BeEmpty();
    }

    [Fact]
    public void A_secret_is_never_shown()
    {
        var verdict = Checked(["--api-key", "s3cret", "s3cret"], new() { ["API_KEY"] = "s3cret" });
        verdict.Problems.Should().Equal("--api-key takes one value, but 2 are given: (a secret), (a secret)");
        Checked([], new() { ["API_KEY"] = "s3cret" }).Notes.Should().Equal("--api-key (a secret) comes from the environment variable API_KEY");
    }

    [Fact]
    public void Parameter_files_are_held_to_the_same()
    {
        Checked([], null, ("parameters.json", """{ "$schema": "x", "Jobs": 3, "Atoms": ["a", "b"], "Pretend": true }""")).Problems.Should().BeEmpty();
        Checked([], null, ("parameters.json", """{ "Job": 3 }""")).Problems.Should().ContainSingle().Which.Should().Match("'Job' in */.nuke/parameters.json is no parameter (is --jobs meant?). The parameters are: *");
        Checked(["--profile", "ci"], null, ("parameters.ci.json", """{ "Pace": "warp" }""")).Problems.Should().ContainSingle().Which.Should().Match("--pace cannot be 'warp': it is one of Slow, Fast (*parameters.ci.json)");
        Checked(["--profile", "ci"]).Problems.Should().ContainSingle().Which.Should().Match("*parameters.ci.json cannot be read: *");
        Checked([], null, ("parameters.json", "{ \"Jobs\": ")).Problems.Should().ContainSingle().Which.Should().Match("*parameters.json cannot be read: *");
    }
}
