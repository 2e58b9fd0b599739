using System.Collections.Immutable;
using Stage3.Portage.Accounts;

namespace Stage3.Chroot.Elf;

/// <summary>
/// Where the loader of the root looks for libraries, ld.so(8) and ldconfig(8): the folders of <c>/etc/ld.so.conf</c> with its includes,
/// the usual ones, and those of each architecture that the root has.
/// </summary>
internal static class LibraryFolders
{
    private const string Configuration = "/etc/ld.so.conf";

    private const int MostFiles = 1000;
    private const int LongestPattern = 4096;

    private static readonly string[] Usual = ["/lib64", "/usr/lib64", "/lib", "/usr/lib", "/lib32", "/usr/lib32", "/libx32", "/usr/libx32", "/usr/local/lib64", "/usr/local/lib"];
    private static readonly string[] Parents = ["/lib", "/usr/lib"];

    public static ImmutableArray<string> Of(RootFiles files)
    {
        var perArchitecture = from parent in Parents
                              from name in files.Names(parent)
                              where name.Contains("-linux-", StringComparison.Ordinal)
                              select $"{parent}/{name}";
        return [.. Configured(files, Configuration, new(StringComparer.Ordinal)).Concat(Usual).Concat(perArchitecture).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Configured(RootFiles files, string path, HashSet<string> seen)
    {
        // Once each, and only so many: files may include each other, and themselves.
        if (seen.Count == MostFiles || !seen.Add(path) || files.ReadText(path) is not { } text) yield break;
        foreach (var line in text.Split('\n').Select(line => line.Split('#', 2)[0].Trim()).Where(line => line.Length > 0))
        {
            if (line.StartsWith("include", StringComparison.Ordinal) && line.Length > 7 && line[7] is ' ' or '\t')
            {
                foreach (var folder in Included(files, line[7..].Trim(), path).SelectMany(file => Configured(files, file, seen))) yield return folder;
            }
            else if (line.StartsWith('/')) yield return line.Split('=')[0].TrimEnd('/');
        }
    }

    // A pattern in the last component is all that is used.
    private static IEnumerable<string> Included(RootFiles files, string pattern, string from)
    {
        var absolute = pattern.StartsWith('/') ? pattern : $"{from[..from.LastIndexOf('/')]}/{pattern}";
        var folder = absolute[..absolute.LastIndexOf('/')];
        if (absolute.Length > LongestPattern) return [];
        var fits = Policy.PathPattern.TryParse(AccountText.Display(absolute), out var parsed) ? parsed : null;
        return files.Names(folder).Select(name => $"{folder}/{name}").Where(path => fits?.Fits(path) == true);
    }
}
