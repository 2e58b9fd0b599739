using System.Text;
using Stage3.Linux;
using Stage3.Linux.Files;

namespace Stage3.Embedded.Merging;

/// <summary>Updates of protected files that wait in a root for somebody to decide on them, counted and told as emerge does at its end: emerge(1), CONFIGURATION FILES.</summary>
internal static class OfferedUpdates
{
    /// <summary>A sentence without a full stop for each entry of CONFIG_PROTECT that has some.</summary>
    internal static IEnumerable<string> Told(HostPath host, RootFolder root, ConfigProtection protection, CancellationToken cancellation)
    {
        foreach (var path in protection.Entries)
        {
            var waiting = In(host, root, path, cancellation);
            if (waiting.Count > 1) yield return $"{waiting.Count} config files in '{host.Value.TrimEnd('/')}{path}' need updating";
            if (waiting is [var only]) yield return $"config file '{host.Value.TrimEnd('/')}{only}' needs updating";
        }
    }

    private static List<BytePath> In(HostPath host, RootFolder root, BytePath path, CancellationToken cancellation)
    {
        if (!root.TryOpenFolder(path, out var folder)) return OfFile(root, path);
        using (folder)
        {
            var real = root.PathOf(folder);
            return
            [
                .. from entry in TreeWalk.Walk(real.IsRoot ? host : host / real.Bytes.ToString(), entry => entry.Path.IsRoot || !entry.Path.NameSpan.StartsWith("."u8), (_, _) => { }, cancellation)
                   where Updated(entry.Path.NameSpan).Length > 0
                   select path.Combine(entry.Path.Parent).Child(ByteString.Of(Updated(entry.Path.NameSpan))),
            ];
        }
    }

    private static List<BytePath> OfFile(RootFolder root, BytePath file) =>
        root.TryStatus(file, out _) && root.NamesIn(file.Parent).Any(name => Updated(name.Span).SequenceEqual(file.NameSpan)) ? [file] : [];

    // ._cfg0000_name; what editors leave of one is none.
    private static ReadOnlySpan<byte> Updated(ReadOnlySpan<byte> name) =>
        name.Length > 10 && name.StartsWith("._cfg"u8) && name[9] == (byte)'_' && name[^1] != (byte)'~' && !Encoding.Latin1.GetString(name).EndsWith(".bak", StringComparison.OrdinalIgnoreCase)
            ? name[10..]
            : [];
}
