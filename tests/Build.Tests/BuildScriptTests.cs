using Stage3.Testing;

namespace Stage3.BuildTests;

public sealed class BuildScriptTests : IDisposable
{
    private static readonly (string, string) NukeRestores = ("FAKE_RESTORE", "0");

    private readonly BuildScript _script = new();

    public void Dispose() => _script.Dispose();

    [Fact]
    public void Arguments_arrive_unchanged()
    {
        var (exitCode, output, _) = _script.Run(["Package", "--spec", "a b", "", "*", "$HOME", "\"quoted\"", "line\nbreak", "--", "-x"]);
        exitCode.Should().Be(0);
        output.Should().StartWith("<Package><--spec><a b><><*><$HOME><\"quoted\"><line\nbreak><--><-x>");
    }

    [Fact]
    public void The_host_is_found_out_once_and_again_when_the_packages_change()
    {
        _script.Run([]).Error.Should().EndWith("build.sh: targets run under the embedded host (Nuke.Common cannot be had, see .nuke/temp/nuke-host.log)\n");
        _script.TakeLog().Should().Equal("restore", "build", "run");
        _script.Run([], NukeRestores).Error.Should().Contain("under the embedded host");
        _script.TakeLog().Should().Equal("run");
        _script.Write("Directory.Packages.props", "<Project><!-- other --></Project>");
        _script.Run([], NukeRestores).Error.Should().EndWith("build.sh: targets run under the nuke host (Nuke.Common can be restored)\n");
        _script.TakeLog().Should().Equal("restore", "build", "run --help", "run");
        File.ReadAllText(Path.Combine(_script.Root, ".nuke/temp/nuke-host")).Should().StartWith("nuke ", "the build project reads its first word");
    }

    [Fact]
    public void A_package_that_restores_but_does_not_run_the_build_is_not_taken_for_a_host()
    {
        var (exitCode, _, error) = _script.Run(["Plan"], NukeRestores, ("FAKE_HELP", "1"));
        exitCode.Should().Be(0);
        error.Should().Contain("under the embedded host (Nuke.Common cannot be had, see .nuke/temp/nuke-host.log)");
        _script.TakeLog().Should().Equal("restore", "build", "run --help", "build", "run");
    }

    [Fact]
    public void The_host_can_be_forced_for_one_run_and_that_is_not_passed_on()
    {
        var (_, output, error) = _script.Run(["Plan", "--nuke-host", "embedded", "--jobs", "2"], NukeRestores);
        output.Should().StartWith("<Plan><--jobs><2>");
        error.Should().EndWith("build.sh: targets run under the embedded host (as asked)\n");
        _script.TakeLog().Should().Equal("build", "run");
        _script.Run([], NukeRestores).Error.Should().Contain("under the nuke host");
        _script.TakeLog().Should().Equal("restore", "build", "run --help", "run");
    }

    [Fact]
    public void A_host_that_is_asked_for_and_cannot_be_had_is_an_error()
    {
        var (exitCode, _, error) = _script.Run(["--nuke-host", "nuke"]);
        exitCode.Should().Be(1);
        error.Should().Be("build.sh: Nuke.Common cannot be restored, see .nuke/temp/nuke-host.log; --nuke-host embedded needs nothing\n");
        _script.TakeLog().Should().Equal("restore");
    }

    [Theory]
    [InlineData("build.sh: --nuke-host cannot be 'nucke': it is one of nuke, embedded\n", "--nuke-host", "nucke")]
    [InlineData("build.sh: --nuke-host needs a value: one of nuke, embedded\n", "--nuke-host")]
    public void A_host_that_is_none_is_an_error_that_lists_them(string message, params string[] arguments)
    {
        var (exitCode, _, error) = _script.Run(arguments);
        exitCode.Should().Be(1);
        error.Should().Be(message);
    }

    [Fact]
    public void The_program_is_compiled_when_a_file_comes_changes_or_goes_and_only_then()
    {
        string[] Again()
        {
            _script.Run([]);
            return _script.TakeLog();
        }

        Again().Should().Equal("restore", "build", "run");
        Again().Should().Equal("run");
        _script.Write("source/Room/More.cs", "// more");
        Again().Should().Equal("build", "run");
        _script.Write("source/Room/More.cs", "// changed");
        Again().Should().Equal("build", "run");
        _script.Delete("source/Room/More.cs");
        Again().Should().Equal("build", "run");
        _script.Write("source/Room/obj/Generated.cs", "// left behind by a build");
        Again().Should().Equal("run");
        _script.Write("tests/Room.Tests/Test.cs", "// no part of the program");
        Again().Should().Equal("run");
        _script.Write("Directory.Build.props", "<Project />");
        Again().Should().Equal("build", "run");
    }

    [Fact]
    public void The_program_becomes_machine_code_where_the_compiler_for_that_can_be_had()
    {
        _script.Run([], ("FAKE_AHEAD", "0"));
        _script.TakeLog().Should().Equal("restore", "build ahead", "run");
        _script.Write("source/Room/More.cs", "// more");
        _script.Run([], ("FAKE_AHEAD", "1"));
        _script.TakeLog().Should().Equal("build", "run");
    }

    [Fact]
    public void A_program_that_does_not_compile_is_not_run_and_is_compiled_again_next_time()
    {
        var (exitCode, output, error) = _script.Run([], ("FAKE_BUILD", "1"));
        exitCode.Should().Be(1);
        output.Should().BeEmpty();
        error.Should().EndWith("build.sh: the build program does not compile; its errors are above\n");
        _script.TakeLog().Should().Equal("restore", "build");
        _script.Run([]);
        _script.TakeLog().Should().Equal("build", "run");
    }

    [Fact]
    public void Variables_that_others_mean_do_not_reach_the_program_and_its_root_is_said()
    {
        var (_, output, _) = _script.Run([], ("ROOT", "/mnt"), ("HOST", "x"), ("PROFILE", "p"), ("TARGET", "t"), ("SKIP", "s"), ("VERBOSITY", "v"), ("PKGDIR", "/var/cache"), ("NUKE_VERBOSITY", "Quiet"));
        output.Should().Be($"NUKE_ROOT={_script.Root}\nNUKE_TELEMETRY_OPTOUT=1\nNUKE_VERBOSITY=Quiet\n");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(255)]
    public void The_exit_code_is_the_programs(int exitCode) => _script.Run([], ("FAKE_EXIT", $"{exitCode}")).ExitCode.Should().Be(exitCode);

    [Fact]
    public void The_program_takes_the_scripts_place_so_signals_reach_it() => _script.Run([], ("FAKE_SIGNAL", "TERM")).ExitCode.Should().Be(143);

    [Fact]
    public void A_dotnet_of_another_major_version_is_passed_over_and_one_fetched()
    {
        _script.AddProgram("curl", """
            #!/usr/bin/env bash
            while (($#)); do [[ $1 != -o ]] || to=$2; shift; done
            printf '%s\n' 'while (($#)); do [[ $1 != --install-dir ]] || to=$2; shift; done' 'mkdir -p "$to"; sed s/FAKE_VERSION/OWN_VERSION/ "$FAKE_ROOT/programs/dotnet" >"$to/dotnet"; chmod +x "$to/dotnet"' >"$to"
            """);
        var (exitCode, _, error) = _script.Run([], ("FAKE_VERSION", "9.0.100"));
        exitCode.Should().Be(0, error);
        error.Should().StartWith("build.sh: no .NET 10 SDK on PATH; fetching one into .nuke/temp/dotnet\n");
        _script.TakeLog().Should().Equal("restore", "build", "run");
        _script.Run([], ("FAKE_VERSION", "9.0.100")).Error.Should().NotContain("fetching");
    }

    [Fact]
    public void Without_an_sdk_and_the_means_to_fetch_one_it_says_what_to_do()
    {
        _script.Path = "/nowhere";
        foreach (var name in new[] { "dirname", "mkdir", "mktemp" })
            _script.AddProgram(name, $"#!/bin/bash\nPATH=/usr/bin:/bin exec {name} \"$@\"\n");
        var (exitCode, _, error) = _script.Run([], ("FAKE_VERSION", "9.0.100"));
        exitCode.Should().Be(1);
        error.Should().EndWith("build.sh: neither curl nor wget is there to fetch the .NET 10 SDK with; install one of them, or the SDK\n");
    }

    [Fact]
    public void Build_cmd_hands_over_to_it_on_linux() =>
        File.ReadAllText(ProjectRoot.File("build.cmd")).Should().Contain(":; exec bash \"$(dirname \"$0\")/build.sh\" \"$@\"\n");
}
