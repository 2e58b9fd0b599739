using Nuke.Common;
using Nuke.Common.Execution;
using Stage3.Testing;

namespace Stage3.BuildTests;

/// <summary>What one run of a small build under the embedded host came to.</summary>
internal sealed record HostRun(int ExitCode, string Output, string[] Ran)
{
    /// <summary>Runs a build in this process, with a root of its own that has a <c>.nuke</c>.</summary>
    public static HostRun Of<T>(Func<T, Target>? fallback, string[] words, Dictionary<string, string>? variables = null, Action<Scratch>? prepare = null)
        where T : NukeBuild, new()
    {
        using var root = new Scratch();
        Directory.CreateDirectory(root[".nuke"]);
        prepare?.Invoke(root);
        Recording.Ran.Clear();
        var (console, output) = (Console.Out, new StringWriter());
        Console.SetOut(output);
        try
        {
            var given = new Parameters(words, new Dictionary<string, string>(variables ?? []) { ["NUKE_ROOT"] = root.Folder });
            var exitCode = BuildRun.Execute(() => new T(), build => fallback is null ? [] : [fallback((T)build)], given);
            return new HostRun(exitCode, output.ToString().Replace(root.Folder, "ROOT", StringComparison.Ordinal), [.. Recording.Ran]);
        }
        finally
        {
            Console.SetOut(console);
        }
    }
}
