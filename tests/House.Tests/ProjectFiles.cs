using Stage3.Testing;

namespace Stage3.HouseTests;

/// <summary>The files of this project that somebody wrote: what builds, tests and runs leave behind is not among them.</summary>
internal static class ProjectFiles
{
    private static readonly HashSet<string> LeftBehind = ["bin", "obj", ".git", "TestResults", "BenchmarkDotNet.Artifacts", ".idea", ".vs"];

    private static readonly HashSet<string> LeftBehindAtTop = ["output", "work", ".nuke/temp"];

    /// <summary>Their paths, seen from the project's folder, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Below("").Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Ending(params string[] endings) =>
        All.Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));

    public static string Text(string file) => File.ReadAllText(ProjectRoot.File(file));

    public static string[] Lines(string file) => File.ReadAllLines(ProjectRoot.File(file));

    private static IEnumerable<string> Below(string folder)
    {
        foreach (var entry in new DirectoryInfo(ProjectRoot.File(folder)).EnumerateFileSystemInfos())
        {
            var path = Path.Combine(folder, entry.Name);
            if (LeftBehind.Contains(entry.Name) || LeftBehindAtTop.Contains(path)) continue;
            if (entry is DirectoryInfo { LinkTarget: null })
                foreach (var file in Below(path))
                    yield return file;
            else if (entry is FileInfo { LinkTarget: null })
                yield return path;
        }
    }
}
