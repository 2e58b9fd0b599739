namespace Stage3.Invocation;

/// <summary>The files that a run takes parameters from: <c>.nuke/parameters.json</c> and those of the profiles named.</summary>
internal static class ParameterFiles
{
    /// <summary>Those of a run; one named by <c>--profile</c> is among them whether it is there or not, so that its lack is an error.</summary>
    public static IEnumerable<string> Find(
        IReadOnlyList<(string Name, List<string> Values)> named, IReadOnlyDictionary<string, string> variables, string workingFolder)
    {
        List<string> Given(string name) =>
            named.LastOrDefault(pair => Names.Same(pair.Name, name)).Values
            ?? [.. variables.Where(pair => Names.Same(pair.Key, name) || Names.Same(pair.Key, "NUKE" + name)).Select(pair => pair.Value).Take(1)];

        var root = Given("Root") is [var given, ..] ? Path.Combine(workingFolder, given) : Above(workingFolder);
        if (root is null) yield break; // the host says that there is none
        var plain = Path.Combine(root, ".nuke", "parameters.json");
        if (File.Exists(plain)) yield return plain;
        foreach (var profile in Given("Profile")) yield return Path.Combine(root, ".nuke", $"parameters.{profile}.json");
    }

    private static string? Above(string? folder)
    {
        while (folder is not null && !Path.Exists(Path.Combine(folder, ".nuke"))) folder = Path.GetDirectoryName(folder);
        return folder;
    }
}
