namespace Stage3.Chroot.References;

/// <summary>
/// Folders of which an earlier one overrides a later one file by file, as systemd and udev have them: a file of the same
/// name counts once, and a link to /dev/null masks it. See "CONFIGURATION DIRECTORIES AND PRECEDENCE", sysusers.d(5).
/// </summary>
internal static class ConfigFolders
{
    /// <summary>The folders for <c>sysusers.d</c>, <c>tmpfiles.d</c> and the like.</summary>
    public static string[] Of(string name) => [$"/etc/{name}", $"/run/{name}", $"/usr/local/lib/{name}", $"/usr/lib/{name}", $"/lib/{name}"];

    /// <summary>The files in effect with that ending, in the order of their names.</summary>
    public static IEnumerable<ConfigFile> Effective(RootFiles files, IEnumerable<string> folders, string ending)
    {
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in folders)
            foreach (var name in files.Names(folder).Where(name => name.EndsWith(ending, StringComparison.Ordinal)))
                seen.TryAdd(name, $"{folder}/{name}");
        return from file in seen
               // Masked, empty or no file at all: nothing is in effect under that name.
               let text = files.ReadText(file.Value)
               where !string.IsNullOrEmpty(text)
               select new ConfigFile(file.Key, file.Value, text);
    }
}
