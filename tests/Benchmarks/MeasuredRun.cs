using System.Diagnostics;
using System.Globalization;

/// <summary>A whole process with all its children, start included: seconds on the wall, seconds of processor, and its last line.</summary>
internal readonly record struct MeasuredRun(double Wall, double Processor, string Output)
{
    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="InvalidOperationException">It did not end well.</exception>
    public static MeasuredRun Of(params IEnumerable<string> command)
    {
        // Bash's own clock of processor time: that of a process that ended is not to be had here.
        const string Script = "TIMEFORMAT='%R %U %S'; time \"$@\" > \"$OUT\"";
        var output = Path.GetTempFileName();
        try
        {
            using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", Script, "bash", .. command]) { RedirectStandardError = true, Environment = { ["OUT"] = output } })!;
            var said = bash.StandardError.ReadToEnd().Trim();
            bash.WaitForExit();
            if (bash.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} ended with exit code {bash.ExitCode}: {said}");
            double[] times = [.. said.Split('\n')[^1].Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture))];
            return new(times[0], times[1] + times[2], File.ReadLines(output).LastOrDefault(""));
        }
        finally
        {
            File.Delete(output);
        }
    }

    /// <summary>This program again, with other arguments.</summary>
    public static MeasuredRun OfSelf(params IEnumerable<string> arguments) =>
        Of([.. Self, .. arguments]);

    /// <summary>This program again, to be talked to and waited for.</summary>
    public static Process StartSelf(params IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(Self[0], [.. Self[1..], .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>The command that starts this program.</summary>
    public static string[] Self => [Environment.ProcessPath!, .. Path.GetFileName(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : Array.Empty<string>()];
}
