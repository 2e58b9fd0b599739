using System.Buffers;
using System.Text;

namespace Stage3.Embedded.Phases;

/// <summary>Which functions a text may define that a shell reads.</summary>
internal static class ShellFunctions
{
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-+"u8);

    /// <summary>
    /// All words before an opening parenthesis, and behind <c>function</c>: those that define a function in either form of bash(1), and perhaps some that only look like it.
    /// </summary>
    internal static HashSet<string> In(ReadOnlySpan<byte> text)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var rest = text; rest.IndexOf((byte)'(') is var at and >= 0; rest = rest[(at + 1)..])
        {
            var before = rest[..at].TrimEnd(" \t"u8);
            Add(names, before[(before.LastIndexOfAnyExcept(NameBytes) + 1)..]);
        }

        for (var rest = text; rest.IndexOf("function"u8) is var at and >= 0; rest = rest[(at + 1)..])
        {
            var behind = rest[(at + "function"u8.Length)..].TrimStart(" \t"u8);
            Add(names, behind.IndexOfAnyExcept(NameBytes) is var end and >= 0 ? behind[..end] : behind);
        }

        return names;
    }

    private static void Add(HashSet<string> names, ReadOnlySpan<byte> name)
    {
        if (!name.IsEmpty) names.Add(Encoding.ASCII.GetString(name));
    }
}
