using Stage3.Embedded.Phases;
using Stage3.Emerge;
using Stage3.Linux;
using Stage3.Testing;

namespace Stage3.Integration;

/// <summary>What somebody reads when it does not work: what, where and what to do.</summary>
[Collection("sample")]
public sealed class FailureTests(SampleStage sample)
{
    private const string Dying = """
        src_install() {
        	local line
        	for line in {1..40}; do echo "line ${line} of the build"; done
        	die "the disk is made of cheese"
        }
        """;

    [FactNeeding(Need.Root, SampleStage.Apt)]
    public async Task A_phase_that_dies_is_named_with_its_package_its_log_and_the_logs_last_lines()
    {
        var request = await sample.VariantAsync("dying");
        request = request with { Tree = await sample.TreeWithAsync("dying", "sys-apps/sed", Dying) };
        var run = () => sample.RunAllAsync(request);

        var failure = (await run.Should().ThrowAsync<EmergeFailedException>()).Which;

        var log = request.WorkDir / "dying/logs/prepare/sys-apps:sed-4.9.log";
        failure.What.Should().Be("sys-apps/sed-4.9: src_install failed: the disk is made of cheese");
        failure.Where.Should().StartWith($"log {log}\n").And.Contain("\n    line 40 of the build\n").And.NotContain("line 15 of");
        log.IsFile.Should().BeTrue();
        failure.InnerException.Should().BeOfType<PhaseFailedException>().Which.LastLines.Should().HaveCount(20);
        failure.Remedy.Should().NotBeEmpty();
        request.Output.IsFolder.Should().BeFalse();
    }

    [FactNeeding(Need.Root)]
    public async Task The_sample_is_said_to_be_one_and_Gentoos_own_is_named()
    {
        using var scratch = new Scratch();
        using var program = BuildProgram.Start([], ["Plan", "--work-dir", scratch["work"], "--tree", scratch["none"]]);

        (await program.EndAsync(TimeSpan.FromMinutes(2))).Should().Be(255);

        program.Output.Should().Contain($"there is no ebuild repository at {scratch["none"]}: it has no folder 'profiles'")
            .And.Contain("specs/sample.json").And.Contain("to do: name a checkout of the tree with --tree DIR");
    }

    [FactNeeding(Need.Root)]
    public async Task A_specification_with_errors_is_answered_with_all_of_them_by_line()
    {
        using var scratch = new Scratch();
        var spec = scratch.Write("wrong.json", (await File.ReadAllTextAsync(ProjectRoot.File("specs/sample.json")))
            .Replace("\"sys-apps/dbus\"", "\"dbus\"", StringComparison.Ordinal)
            .Replace("\"arch\"", "\"arhc\"", StringComparison.Ordinal));
        using var program = BuildProgram.Start([], ["Package", "--work-dir", scratch["work"], "--spec", spec]);

        (await program.EndAsync(TimeSpan.FromMinutes(2))).Should().Be(255);

        program.Output.Should().Contain("the specification has 3 errors:")
            .And.MatchRegex(@"wrong\.json:5: .*'arhc' is no key here; known are ")
            .And.MatchRegex(@"wrong\.json:\d+: .*the key 'arch' is missing")
            .And.MatchRegex(@"wrong\.json:10: world\[1\]: 'dbus' is neither an atom such as sys-apps/dbus nor a set such as @system");
        Directory.Exists(scratch["work"]).Should().BeFalse("nothing was started");
    }

    [FactNeeding(Need.Root)]
    public async Task A_profile_that_the_tree_has_not_is_named_with_where_to_look()
    {
        using var scratch = new Scratch();
        var spec = scratch.Write("other.json", (await File.ReadAllTextAsync(ProjectRoot.File("specs/sample.json")))
            .Replace("linux/amd64/sample/systemd", "linux/amd64/23.0/systemd", StringComparison.Ordinal));
        var request = new PipelineRequest(HostPath.Parse(ProjectRoot.Folder))
        {
            Spec = HostPath.Parse(spec),
            Tree = HostPath.Parse(ProjectRoot.File("samples/tree")),
            WorkDir = HostPath.Parse(scratch["work"]),
            Output = HostPath.Parse(scratch["output"]),
        };
        using var program = BuildProgram.Start(request, "Package");

        (await program.EndAsync(TimeSpan.FromMinutes(2))).Should().Be(255);

        program.Output.Should().Contain("the tree has no profile 'default/linux/amd64/23.0/systemd'")
            .And.Contain($"where: {spec}, key profile; looked in {ProjectRoot.File("samples/tree")}/profiles")
            .And.Contain("to do: name one of the tree's profiles");
    }
}
