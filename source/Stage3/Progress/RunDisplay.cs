using Spectre.Console;
using Stage3.Emerge.Events;
using Stage3.Emerge.Plans;
using Stage3.Steps;

namespace Stage3.Progress;

/// <summary>Shows a run where it is watched: a live table on a terminal, foldable lines in GitHub's logs, plain lines anywhere else.</summary>
internal static class RunDisplay
{
    /// <summary>Does the work, and shows its events.</summary>
    public static async Task<EmergePlan> RunAsync(StageContext stage, string step, Func<IProgress<EmergeEvent>, Task<EmergePlan>> work)
    {
        if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true") return await GroupedAsync(step, work);
        if (Console.IsOutputRedirected || AnsiConsole.Profile.Capabilities is not { Interactive: true, Ansi: true }) return await work(new PackageLines(step));

        var screen = new LiveLines(Console.Out, () => (Console.WindowWidth, Console.WindowHeight));
        using var table = new RunTable(step, Emerge.Logs.BuildTimes.Read(stage.Workspace.Logs / "emerge.log"), screen, TimeProvider.System);
        await using var tick = new Timer(_ => table.Refresh(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        return await work(table);
    }

    private static async Task<EmergePlan> GroupedAsync(string step, Func<IProgress<EmergeEvent>, Task<EmergePlan>> work)
    {
        Console.WriteLine($"::group::{step}, package by package");
        try
        {
            return await work(new PackageLines(step));
        }
        finally
        {
            Console.WriteLine("::endgroup::");
        }
    }
}
