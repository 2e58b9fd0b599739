using System.Collections;
using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common;

/// <summary>The base of a build: its targets are properties of type <see cref="Target"/>, its parameters are marked members.</summary>
public abstract class NukeBuild
{
    [Parameter("The project's folder. By default the nearest one above the working folder with a '.nuke'", Name = "Root")]
    public static AbsolutePath RootDirectory { get; private set; } = null!;
    [Parameter("Reads .nuke/parameters.<profile>.json before .nuke/parameters.json", Name = "Profile")]
    public static string[] LoadedLocalProfiles { get; private set; } = [];
    [Parameter("How much of the log is shown: Verbose, Normal, Minimal or Quiet")]
    public static Verbosity Verbosity { get; set; }
    [Parameter("Targets to run, when they are not the first words", Name = "Target", Separator = "+")]
    public IReadOnlyCollection<ExecutableTarget> InvokedTargets => [.. ExecutionPlan.Where(target => target.Invoked)];
    [Parameter("Targets to leave out; without names, all that only others need", Name = "Skip", Separator = "+")]
    public IReadOnlyCollection<ExecutableTarget> SkippedTargets => [.. ExecutionPlan.Where(target => target.Status == ExecutionStatus.Skipped)];
    [Parameter("Shows which targets would run, in order, and runs none")]
    public bool Plan { get; internal set; }
    [Parameter("Shows this text")]
    public bool Help { get; internal set; }
    [Parameter("Leaves out the first line, which names the host")]
    public bool NoLogo { get; set; }

    public IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; internal set; } = [];
    public bool IsSuccessful => ExecutionPlan.All(target => target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Skipped or ExecutionStatus.Collective);

    /// <summary>Adds <c>// key: value</c> to the row of the target that runs now.</summary>
    public void ReportSummary(Func<Dictionary<string, string>, Dictionary<string, string>>? configurator = null) =>
        ExecutionPlan.Single(target => target.Status == ExecutionStatus.Running).SummaryInformation = configurator?.Invoke([]) ?? [];

    /// <summary>Runs the build that the command line asks for; 0 where all went well, else -1 (255 in a shell).</summary>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions) where T : NukeBuild, new() =>
        BuildRun.Execute(() => new T(), build => defaultTargetExpressions.Select(expression => expression.Compile()((T)build)), new Parameters(
            Environment.GetCommandLineArgs()[1..],
            Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value!)));

    internal static void Locate(Parameters parameters)
    {
        AbsolutePath? folder = Directory.GetCurrentDirectory();
        while (folder is not null && !Path.Exists(folder / ".nuke")) folder = folder.Parent;
        RootDirectory = (AbsolutePath?)parameters.Get("Root", typeof(AbsolutePath)) ?? folder.NotNull(
            $"No folder at or above {Directory.GetCurrentDirectory()} holds a '.nuke'; name the project's folder with --root");
        LoadedLocalProfiles = (string[]?)parameters.Get("Profile", typeof(string[])) ?? [];
        parameters.Load(RootDirectory, LoadedLocalProfiles);
        Verbosity = (Verbosity?)parameters.Get("Verbosity", typeof(Verbosity)) ?? Verbosity.Normal;
    }
}
