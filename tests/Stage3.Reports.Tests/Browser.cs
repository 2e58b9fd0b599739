using System.Diagnostics;
using Stage3.Testing;

namespace Stage3.Reports.Tests;

/// <summary>Headless Chromium, with a profile of its own that is gone with it.</summary>
internal static class Browser
{
    public const string Program = "chromium";

    /// <summary>The document as it is once it is shown in a window so wide, and what the browser's console and log say of it.</summary>
    public static (string Document, string Said) Show(string file, int width)
    {
        using var scratch = new Scratch();
        var start = new ProcessStartInfo(Program, [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
            "--enable-logging=stderr", $"--user-data-dir={scratch["profile"]}", $"--window-size={width},800", "--dump-dom", $"file://{file}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        var document = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Program} did not end");
        }

        return (document.Result, string.Join('\n', said.Result.Split('\n').Where(line => line.Contains("CONSOLE", StringComparison.Ordinal))));
    }
}
