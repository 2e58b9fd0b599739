using System.Text;
using Stage3.Archives.Compressors;
using Stage3.Linux.Files;
using Stage3.Portage.Installed;

namespace Stage3.RootComparison;

/// <summary>What the files of an installed package say, part by part: two roots differ in single lines of CONTENTS and single names of an environment, and not in files.</summary>
internal static class DatabaseText
{
    private const string Database = "/var/db/pkg/";

    internal static bool IsContents(string path) => path.StartsWith(Database, StringComparison.Ordinal) && path.EndsWith("/CONTENTS", StringComparison.Ordinal);

    internal static bool IsEnvironment(string path) => path.StartsWith(Database, StringComparison.Ordinal) && path.EndsWith("/environment.bz2", StringComparison.Ordinal);

    /// <summary>Each path of CONTENTS with all that stands there. Times of symlinks are left out: Portage records when it made those that lead to what it merges later.</summary>
    internal static IEnumerable<(BytePath Path, RootEntry Entry)> Contents(Stream content, bool withTimes)
    {
        using var reader = new StreamReader(content, Encoding.Latin1);
        while (reader.ReadLine() is { } line)
        {
            if (!ContentsEntry.TryParse(Encoding.Latin1.GetBytes(line), out var entry)) throw new InvalidDataException($"'{line}' is not an entry of CONTENTS");
            var time = withTimes && entry.Kind == ContentsKind.File ? $"{entry.Mtime}" : "";
            yield return (entry.Path, new RootEntry($"{entry.Kind}", "", "", $"{entry.Md5}{entry.Target}", "", "", time));
        }
    }

    internal static bool IsLinkage(string path) => path.StartsWith(Database, StringComparison.Ordinal) && (path.EndsWith("/NEEDED", StringComparison.Ordinal) || path.EndsWith("/NEEDED.ELF.2", StringComparison.Ordinal));

    /// <summary>Each line of NEEDED or NEEDED.ELF.2: Portage has them in the order of the disk.</summary>
    internal static IEnumerable<(string Line, RootEntry Entry)> Linkage(Stream content)
    {
        using var reader = new StreamReader(content, Encoding.Latin1);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
            if (seen.Add(line)) yield return (line, new RootEntry("Linkage", "", "", "", "", "", ""));
    }

    /// <summary>Each variable and function of an environment.</summary>
    internal static IEnumerable<(string Name, RootEntry Entry)> Environment(Stream content, string path)
    {
        using var text = Compression.Bzip2.OpenReader(content, path);
        foreach (var (name, value) in EnvironmentText.Read(text)) yield return (name, new RootEntry("Environment", "", "", value, "", "", ""));
    }
}
