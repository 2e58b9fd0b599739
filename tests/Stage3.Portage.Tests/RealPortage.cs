using System.Diagnostics;
using System.Text.Json;
using Stage3.Testing;

namespace Stage3.Portage.Tests;

/// <summary>Runs Python against the Portage checkout of STAGE3_PORTAGE, with no configuration but the one that it is given.</summary>
internal static class RealPortage
{
    public static JsonElement Ask(string program, params string[] arguments)
    {
        var (exit, output, error) = Start("python3", ["-c", $"import sys, json\n{program}", .. arguments]);
        exit.Should().Be(0, error);
        // Portage may write lines of its own before the answer.
        return JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]).RootElement;
    }

    public static (int Exit, string Output, string Error) Start(string program, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var path = Environment.GetEnvironmentVariable("PATH");
        var home = Environment.GetEnvironmentVariable("HOME");
        start.Environment.Clear();
        foreach (var (name, value) in variables.Concat(
            [
                ("PATH", $"{Path.Combine(Need.PortageCheckout, "bin")}:{path}"), ("HOME", home ?? "/"), ("LC_ALL", "C.UTF-8"),
                ("PYTHONPATH", Path.Combine(Need.PortageCheckout, "lib")), ("PORTAGE_USERNAME", "root"), ("PORTAGE_GRPNAME", "root"),
            ]))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
