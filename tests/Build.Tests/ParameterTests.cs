namespace Stage3.BuildTests;

public sealed class ParameterTests
{
    private const int PkgDir = 0, Jobs = 1, Pretend = 2, Atoms = 3, Pace = 4, Day = 5, ApiKey = 6, Verbosity = 7;

    private static string[] Values(string[] words, Dictionary<string, string>? variables = null, params (string File, string Text)[] files)
    {
        var run = HostRun.Of<Parameterised>(build => build.Show, words, variables, root =>
        {
            foreach (var (file, text) in files) root.Write(Path.Combine(".nuke", file), text);
        });
        run.ExitCode.Should().Be(0, run.Output);
        return run.Ran;
    }

    [Theory]
    [InlineData("--jobs", "3")]
    [InlineData("-Jobs", "3")]
    [InlineData("--JOBS", "3")]
    [InlineData("--jobs", "1", "--pretend", "--jobs", "3")]
    public void A_name_is_written_in_any_of_nukes_ways_and_the_last_one_counts(params string[] words) =>
        Values(words)[Jobs].Should().Be("3");

    [Fact]
    public void A_bare_switch_is_true_and_a_value_may_say_otherwise()
    {
        Values([])[Pretend].Should().Be("False");
        Values(["--pretend"])[Pretend].Should().Be("True");
        Values(["--pretend", "false"])[Pretend].Should().Be("False");
    }

    [Fact]
    public void A_list_is_parted_by_spaces_and_keeps_each_word_whole()
    {
        Values(["Show", "--atoms", "sys-apps/dbus", "a b", "", "*"])[Atoms].Should().Be("sys-apps/dbus|a b||*");
        Values([], new() { ["ATOMS"] = "one two" })[Atoms].Should().Be("one|two");
        Values([], null, ("parameters.json", """{ "Atoms": ["x", "y z"] }"""))[Atoms].Should().Be("x|y z");
    }

    [Fact]
    public void Closed_sets_are_read_whatever_the_case() =>
        Values(["--pace", "FAST", "--day", "monday", "--verbosity", "minimal"])[Pace..].Should().Equal("Fast", "Monday", "", "Minimal");

    [Fact]
    public void The_command_line_goes_before_the_environment_before_the_profile_before_the_plain_file()
    {
        (string, string)[] files = [("parameters.json", """{ "Jobs": 5, "PkgDir": "plain" }"""), ("parameters.ci.json", """{ "jobs": 4 }""")];
        Dictionary<string, string> environment = new() { ["JOBS"] = "3" };
        Values(["--jobs", "2", "--profile", "ci"], environment, files)[Jobs].Should().Be("2");
        Values(["--profile", "ci"], environment, files)[Jobs].Should().Be("3");
        Values(["--profile", "ci"], null, files)[Jobs].Should().Be("4");
        Values([], null, files)[Jobs].Should().Be("5");
        Values(["--profile", "ci"], null, files)[PkgDir].Should().EndWith("/plain");
    }

    [Theory]
    [InlineData("PkgDir")]
    [InlineData("PKG_DIR")]
    [InlineData("NUKE_PKG_DIR")]
    public void The_environment_may_spell_a_name_its_way(string variable) =>
        Values([], new() { [variable] = "/var/packages" })[PkgDir].Should().Be("/var/packages");

    [Fact]
    public void A_path_is_relative_to_the_working_folder_on_the_command_line_and_to_the_root_in_a_file()
    {
        Values(["--pkg-dir", "a/../b"])[PkgDir].Should().Be(Path.Combine(Directory.GetCurrentDirectory(), "b"));
        var run = HostRun.Of<Parameterised>(build => build.Show, [], null, root => root.Write(".nuke/parameters.json", """{ "PkgDir": "b" }"""));
        run.Ran[PkgDir].Should().MatchRegex("^/.*stage3-test-.*/b$");
    }

    [Fact]
    public void A_secret_is_handed_over() => Values(["--api-key", "s3cret"])[ApiKey].Should().Be("s3cret");

    [Theory]
    [InlineData("--jobs cannot be 'many'", "--jobs", "many")]
    [InlineData("--pace cannot be 'warp'", "--pace", "warp")]
    [InlineData("--jobs takes one value, 2 are given", "--jobs", "1", "2")]
    [InlineData("--pkg-dir takes one value, 0 are given", "--pkg-dir")]
    public void A_value_that_cannot_be_read_ends_the_run_before_it_starts(string message, params string[] words)
    {
        var run = HostRun.Of<Parameterised>(build => build.Show, words);
        run.ExitCode.Should().Be(-1);
        run.Ran.Should().BeEmpty();
        run.Output.Should().Contain(message);
    }

    [Fact]
    public void Two_variables_for_one_parameter_are_an_error_that_names_both() =>
        HostRun.Of<Parameterised>(build => build.Show, [], new() { ["JOBS"] = "1", ["NUKE_JOBS"] = "2" }).Output
            .Should().Contain("Several environment variables are meant for --jobs: ").And.Contain("NUKE_JOBS");

    [Fact]
    public void A_profile_that_is_not_there_is_an_error_that_names_its_file() =>
        HostRun.Of<Parameterised>(build => build.Show, ["--profile", "nightly"]).Output.Should().Contain("parameters.nightly.json");

    [Theory]
    [InlineData("verbose", true, true)]
    [InlineData("normal", true, true)]
    [InlineData("quiet", false, true)]
    public void Verbosity_says_how_much_of_the_log_is_shown(string verbosity, bool information, bool error)
    {
        var output = HostRun.Of<Talking>(build => build.Talk, ["--verbosity", verbosity]).Output;
        output.Contains("a note", StringComparison.Ordinal).Should().Be(information);
        output.Contains("a fault", StringComparison.Ordinal).Should().Be(error);
    }
}
