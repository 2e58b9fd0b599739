using System.Text.RegularExpressions;
using Stage3.Invocation;
using Stage3.Sharding;
using Stage3.Testing;

namespace Stage3.BuildTests;

/// <summary>The checked-in workflow is what the target writes, and calls what is there.</summary>
public sealed class ShardWorkflowTests
{
    private static readonly string CheckedIn = File.ReadAllText(ProjectRoot.File(".github/workflows/prepare-shards.yml"));

    [Fact]
    public void The_checked_in_workflow_is_the_generated_one() =>
        CheckedIn.Should().Be(new ShardWorkflow(4, 2).Text, "./build.sh Workflow writes it");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    [InlineData(8, 5)]
    public void Every_command_in_it_is_one_that_the_build_takes(int shards, int rounds)
    {
        var text = new ShardWorkflow(shards, rounds, "specs/gentoo-amd64-systemd.json").Text;
        var commands = Regex.Matches(Regex.Replace(text, @"\n +(--share-from)", " $1"), @"(?m)^[^#\n]*\./build\.sh (.*)$").Select(match => match.Groups[1].Value).ToList();

        commands.Should().HaveCount(rounds + (rounds - 1) + 2, "a build a round, a hand-over before each but the first and before the stage, and the stage");
        foreach (var command in commands)
        {
            var words = Regex.Replace(Regex.Replace(command, @"\$\{\{ matrix\.shard \}\}", $"{shards}"), @"\$\{\w+\}", "/somewhere").Replace("\"", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Check.Run(Surface.Of(typeof(global::Build)), words, new Dictionary<string, string>(), ProjectRoot.Folder).Problems.Should().BeEmpty(command);
        }
    }

    [Fact]
    public void All_shards_and_rounds_are_in_it_and_each_round_waits_for_the_one_before()
    {
        var text = new ShardWorkflow(3, 3).Text;
        text.Should().Contain("shard: [1, 2, 3]");
        for (var round = 1; round <= 3; round++) text.Should().Contain($"--shard ${{{{ matrix.shard }}}}/3 --round {round}/3");
        Regex.Matches(text, @"needs: (\S+)").Select(match => match.Groups[1].Value).Should().Equal("round-1", "round-2", "round-3");
    }

    [FactNeeding("python3")]
    public void It_is_yaml()
    {
        using var python = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("python3", ["-c", "import importlib.util, sys\nif importlib.util.find_spec('yaml'):\n import yaml\n jobs = yaml.safe_load(open(sys.argv[1]))['jobs']\n assert list(jobs) == ['round-1', 'round-2', 'package'], jobs\n assert all('run' in step or 'uses' in step for job in jobs.values() for step in job['steps'])", ProjectRoot.File(".github/workflows/prepare-shards.yml")]))!;
        python.WaitForExit();
        python.ExitCode.Should().Be(0);
    }
}
