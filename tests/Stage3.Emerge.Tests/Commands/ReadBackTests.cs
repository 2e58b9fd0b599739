using System.Text.Json;
using CsCheck;
using Stage3.Emerge.Commands;
using Stage3.Linux.Processes;
using Stage3.Testing;

namespace Stage3.Emerge.Tests.Commands;

/// <summary>What is printed means to others what it means here.</summary>
public class ReadBackTests
{
    // Portage's own parser, as emerge calls it: what each list of arguments means to it, a line of JSON each.
    private const string Question = """
        import json, sys
        from _emerge.main import parse_opts
        for each in json.load(open(sys.argv[1])):
            print(json.dumps(parse_opts(each)))
        """;

    [Fact]
    [Trait("Category", "Fuzz")]
    public void A_command_reads_back_as_itself() =>
        CommandGenerator.Command.Sample(command => EmergeCommand.Parse(command.Arguments) == command, iter: FuzzCount.Or(500));

    [FactNeeding(Need.Portage, "python3")]
    [Trait("Category", "Fuzz")]
    public async Task Portages_own_parser_reads_the_same_options()
    {
        var commands = new List<EmergeCommand>();
        CommandGenerator.Command.Sample(commands.Add, iter: FuzzCount.Or(500), threads: 1);

        using var scratch = new Scratch();
        var file = scratch.Write("commands.json", JsonSerializer.Serialize(commands.Select(command => command.Arguments)));
        var answer = await new ChildProcess("python3", "-b", "-c", Question, file)
        {
            Environment = ChildEnvironment.Clean.With("PYTHONPATH", Path.Combine(Need.PortageCheckout, "lib")),
        }.CaptureAsync(CancellationToken.None);

        var lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(commands.Count);
        foreach (var (command, line) in commands.Zip(lines))
        {
            using var read = JsonDocument.Parse(line);
            var theirs = read.RootElement;
            theirs[0].ValueKind.Should().Be(JsonValueKind.Null, "it is no other action: {0}", command);
            theirs[1].EnumerateObject().Where(each => each.Name != "--regex-search-auto").ToDictionary(each => each.Name, each => Value(each.Value))
                .Should().BeEquivalentTo(PortageOptions.Of(command), "of {0}", command);
            theirs[2].EnumerateArray().Select(each => each.GetString()).Should().Equal(command.Packages.Select(each => each.ToString()), "of {0}", command);
        }
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "True",
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(each => each.GetString())),
        _ => value.ToString(),
    };
}
