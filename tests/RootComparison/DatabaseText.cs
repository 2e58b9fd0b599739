using System.Security.Cryptography;
using System.Text;

namespace Stage3.RootComparison;

/// <summary>The CONTENTS of an installed package without what differs from run to run: the times of its files.</summary>
internal static class DatabaseText
{
    internal static bool IsContents(string path) => path.StartsWith("/var/db/pkg/", StringComparison.Ordinal) && path.EndsWith("/CONTENTS", StringComparison.Ordinal);

    /// <summary>A digest over its lines, sorted, each without its time: <c>obj PATH MD5 TIME</c>, <c>sym PATH -> TARGET TIME</c>.</summary>
    internal static string Digest(Stream content)
    {
        using var reader = new StreamReader(content, Encoding.Latin1);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line) lines.Add(line.StartsWith("dir ", StringComparison.Ordinal) || line.LastIndexOf(' ') is var end && end < 0 ? line : line[..line.LastIndexOf(' ')]);
        lines.Sort(StringComparer.Ordinal);
        return $"{lines.Count} lines {Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(string.Join('\n', lines))))}";
    }
}
