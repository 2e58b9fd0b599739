using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Packaging;

/// <summary>What is mounted below a root, proc_pid_mountinfo(5). A bind mount of the same file system does not show in device numbers.</summary>
internal static class MountPoints
{
    private const int MountPointField = 4;

    public static IReadOnlySet<BytePath> Below(HostPath root) => Parse(File.ReadLines("/proc/thread-self/mountinfo"), root);

    public static IReadOnlySet<BytePath> Parse(IEnumerable<string> lines, HostPath root)
    {
        var prefix = root.Value == "/" ? "/" : root.Value + "/";
        return lines
            .Select(line => line.Split(' '))
            .Where(fields => fields.Length > MountPointField)
            .Select(fields => Unescape(fields[MountPointField]))
            .Where(path => path.Length > prefix.Length && path.StartsWith(prefix, StringComparison.Ordinal))
            .Select(path => BytePath.Parse(path[prefix.Length..]))
            .ToHashSet();
    }

    // Blank, tab, newline and backslash are written as octal numbers.
    private static string Unescape(string text) => text
        .Replace(@"\040", " ", StringComparison.Ordinal)
        .Replace(@"\011", "\t", StringComparison.Ordinal)
        .Replace(@"\012", "\n", StringComparison.Ordinal)
        .Replace(@"\134", @"\", StringComparison.Ordinal);
}
