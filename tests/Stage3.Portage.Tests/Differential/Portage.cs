using System.Diagnostics;
using System.Text.Json;
using Stage3.Testing;

namespace Stage3.Portage.Tests.Differential;

/// <summary>A real Portage that answers many questions in one process.</summary>
internal static class Portage
{
    internal static List<JsonElement> Ask(IReadOnlyList<object[]> questions)
    {
        using var scratch = new Scratch();
        var asked = scratch.Write("questions", string.Concat(questions.Select(question => JsonSerializer.Serialize(question) + "\n")));
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-c", "exec python3 -b \"$1\" \"$2\" < \"$3\"", "sh", ProjectRoot.File("tests/Stage3.Portage.Tests/Differential/ask_portage.py"), Need.PortageCheckout, asked])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var answers = new List<JsonElement>();
        while (process.StandardOutput.ReadLine() is { } line) answers.Add(JsonDocument.Parse(line).RootElement);
        process.WaitForExit();
        process.ExitCode.Should().Be(0);
        answers.Should().HaveSameCount(questions);
        return answers;
    }
}
