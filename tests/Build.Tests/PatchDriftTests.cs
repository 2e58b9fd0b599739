using System.Text.RegularExpressions;
using Stage3.Invocation;
using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.BuildTests;

/// <summary>
/// The workflow that watches the patches is written by hand, as NUKE's generator knows neither a sparse clone nor sudo. So it is held
/// against Build.cs here, and its commands are run, with programs that write down how they were called.
/// </summary>
public sealed partial class PatchDriftTests : IDisposable
{
    private static readonly string Workflow = File.ReadAllText(ProjectRoot.File(".github/workflows/patch-drift.yml"));

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void It_runs_every_night_and_on_each_push()
    {
        Nightly().IsMatch(Workflow).Should().BeTrue();
        Workflow.Should().Contain("\n  push:\n  workflow_dispatch:\n", "no branch is left out");
    }

    [Fact]
    public async Task Its_commands_clone_the_eclasses_alone_and_start_a_target_of_the_build_with_parameters_that_it_has()
    {
        Stub("bin/git", "git");
        Stub("bin/sudo", "sudo", "exec \"$@\"");
        Stub("build.sh", "build.sh");
        var commands = Commands().ToList();
        foreach (var command in commands)
            await new ChildProcess("bash", "-euo", "pipefail", "-c", command)
            {
                WorkingFolder = Linux.HostPath.Parse(scratch.Folder),
                Environment = ChildEnvironment.Clean.With("PATH", $"{scratch["bin"]}:{ChildEnvironment.StandardPath}").With("RUNNER_TEMP", "/runner temp"),
            }.RunAsync(CancellationToken.None);

        var calls = (await File.ReadAllTextAsync(scratch["calls"])).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(call => call.Split('\n')).ToList();
        calls.Select(call => call[0]).Should().Equal("git", "git", "sudo", "build.sh");
        calls[0].Should().StartWith(["git", "clone", "--depth", "1", "--filter=blob:none", "--sparse"]).And.HaveCount(8).And.EndWith("/runner temp/gentoo");
        calls[1].Should().Equal("git", "-C", "/runner temp/gentoo", "sparse-checkout", "set", "eclass");
        calls[3].Should().Equal("build.sh", "VerifyPatches", "--tree", "/runner temp/gentoo", "samples/tree");
        var build = Surface.Of(typeof(Build));
        build.Targets.Should().Contain(calls[3][1]);
        build.Find("tree").Should().NotBeNull();
        Directory.Exists(ProjectRoot.File("samples/tree/eclass")).Should().BeTrue();
    }

    /// <summary>What stands behind each <c>run:</c>: on the line, or below it and further in.</summary>
    private static IEnumerable<string> Commands() => Run().Matches(Workflow).Select(match =>
        match.Groups["line"].Success ? match.Groups["line"].Value : string.Join('\n', match.Groups["block"].Value.Split('\n').Select(line => line.Trim())));

    private void Stub(string path, string name, string then = "") => File.SetUnixFileMode(
        scratch.Write(path, $"#!/bin/bash\nprintf '%s\\n' {name} \"$@\" '' >> '{scratch["calls"]}'\n{then}\n"),
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    [GeneratedRegex(@"\n  schedule:\n    - cron: ""\d{1,2} \d{1,2} \* \* \*""\n")]
    private static partial Regex Nightly();

    [GeneratedRegex(@"\n {8}run: (?:\|(?<block>(?:\n {10}[^\n]+)+)|(?<line>[^|\n][^\n]*))")]
    private static partial Regex Run();
}
