using System.Text.Json;
using Stage3.Embedded.Selection;
using Stage3.Emerge.Commands;
using Stage3.ResolverScenarios;

namespace Stage3.Embedded.Tests.Resolution;

/// <summary>What scenarios show of an option holds for commands: it comes to the resolver as the same.</summary>
public sealed class OptionMeaningTests
{
    [Theory]
    [InlineData("--usepkg --usepkg-include=a/b c/*")]
    [InlineData("--usepkg --usepkg-exclude=a/b c/* --usepkg-include=a/b")]
    [InlineData("--usepkgonly --usepkg-exclude-live --binpkg-respect-use=y --binpkg-changed-deps=n")]
    [InlineData("--getbinpkg --nobindeps")]
    [InlineData("--usepkg --use-ebuild-visibility=y --rebuilt-binaries=n")]
    [InlineData("--update-if-installed --deep=2")]
    [InlineData("--update --newrepo --changed-slot --changed-deps=y --deep")]
    [InlineData("--newuse --noreplace --with-bdeps-auto=n --with-bdeps=y")]
    [InlineData("--onlydeps --onlydeps-with-rdeps=n --onlydeps-with-ideps=y")]
    [InlineData("--with-test-deps --exclude=a/b --reinstall-atoms=a/c")]
    [InlineData("--complete-graph-if-new-use=n --complete-graph-if-new-ver=n --ignore-world")]
    [InlineData("--rebuild-if-unbuilt --rebuild-exclude=a/b --rebuild-ignore=c/d e/f")]
    [InlineData("--rebuild-if-new-rev --rebuild-if-new-slot=n")]
    [InlineData("--rebuild-if-new-ver --ignore-built-slot-operator-deps=y")]
    [InlineData("--usepkgonly --ignore-soname-deps=n --backtrack=3 --root-deps=rdeps")]
    [InlineData("--changed-use --emptytree --buildpkgonly")]
    public void An_option_of_a_command_is_that_of_scenarios(string line)
    {
        // A word without dashes belongs to the one before.
        var options = line.Split(" --").Select((option, place) => place == 0 ? option : $"--{option}").ToArray();
        var scenario = JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["name"] = line, ["requests"] = new[] { "a/a" }, ["options"] = options });

        var command = CommandOptions.Of(EmergeCommand.Parse(["--root=/nowhere/root", "--config-root=/nowhere", .. options, "a/a"]));

        command.Should().BeEquivalentTo(ScenarioWorld.Of(scenario).Input.Options, which => which.Excluding(each => each.BuildHost).RespectingRuntimeTypes());
        command.Should().NotBeEquivalentTo(CommandOptions.Of(EmergeCommand.Parse(["--root=/nowhere/root", "--config-root=/nowhere", "a/a"])), "the words change something");
    }
}
