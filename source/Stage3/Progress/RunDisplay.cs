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
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive) return await work(new PackageLines(step));

        var table = new RunTable(step, Emerge.Logs.BuildTimes.Read(stage.Workspace.Logs / "emerge.log"));
        return await AnsiConsole.Live(table.Render()).AutoClear(true).StartAsync(async live =>
        {
            using var tick = new Timer(_ => Refresh(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            return await work(table);

            void Refresh()
            {
                lock (table.Gate) live.UpdateTarget(table.Render());
            }
        });
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
