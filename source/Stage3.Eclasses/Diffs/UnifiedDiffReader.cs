using System.Collections.Immutable;
using System.Text;

namespace Stage3.Eclasses.Diffs;

/// <summary>Reads the lines of one patch from the first to the last; after a null answer <see cref="Error"/> says why.</summary>
internal sealed class UnifiedDiffReader(ImmutableArray<ReadOnlyMemory<byte>> lines)
{
    private static readonly string[] Refused =
    [
        "rename from ", "rename to ", "copy from ", "copy to ", "old mode ", "new mode ", "new file mode ",
        "deleted file mode ", "GIT binary patch", "Binary files ",
    ];

    private readonly List<FileChange> files = [];
    private int at;

    public string Error { get; private set; } = "";

    public UnifiedDiff? Read()
    {
        var preamble = SkipToFile();
        if (preamble is null) return null;
        while (at < lines.Length)
        {
            if (ReadFile() is not { } file) return null;
            if (files.Exists(other => other.Path == file.Path)) return Fail<UnifiedDiff>($"'{file.Path}' is changed twice");
            files.Add(file);
            if (SkipToFile() is null) return null;
        }

        return files.Count > 0 ? new UnifiedDiff(preamble, [.. files]) : Fail<UnifiedDiff>("no file is changed");
    }

    /// <summary>Text between files is free, but what looks like a part of a hunk there is a torn patch.</summary>
    private string? SkipToFile()
    {
        var text = new StringBuilder();
        for (; at < lines.Length; at++)
        {
            if (Starts("diff --git ") || Starts("--- ")) break;
            if (Refused.FirstOrDefault(Starts) is { } refused) return Fail<string>($"'{refused.Trim()}' is not supported");
            if (Starts("@@ ") || Starts("+++ ")) return Fail<string>($"'{Show(3)}' without a file before it");
            if (files.Count > 0 && !Starts("-- ") && (Starts("+") || Starts("-") || Starts(" ")))
                return Fail<string>("a line of a hunk after the hunk's end");
            text.Append(Show()).Append('\n');
        }

        return text.ToString();
    }

    private FileChange? ReadFile()
    {
        if (Starts("diff --git "))
        {
            for (at++; at < lines.Length && !Starts("--- ") && !Starts("diff --git "); at++)
            {
                if (Refused.FirstOrDefault(Starts) is { } refused)
                    return Fail<FileChange>($"'{refused.Trim()}' is not supported");
                if (!Starts("index ")) return Fail<FileChange>($"'{Show(40)}' in a file's header");
            }

            if (at == lines.Length || !Starts("--- ")) return Fail<FileChange>("a file's header without '---'");
        }

        if (ReadPath("--- ", "a/") is not { } old) return null;
        if (at == lines.Length || !Starts("+++ ")) return Fail<FileChange>("'---' without '+++'");
        if (ReadPath("+++ ", "b/") is not { } path) return null;
        if (old != path) return Fail<FileChange>($"'{old}' would become '{path}': renames are not supported");

        var hunks = ImmutableArray.CreateBuilder<Hunk>();
        var end = 0;
        while (at < lines.Length && Starts("@@ "))
        {
            if (ReadHunk() is not { } hunk) return null;
            if (hunk.OldStart < end) return Fail<FileChange>("hunks out of order or on top of each other");
            end = hunk.OldStart + hunk.Before.Length;
            hunks.Add(hunk);
        }

        return hunks.Count > 0 ? new FileChange(path, hunks.ToImmutable()) : Fail<FileChange>($"no hunk for '{path}'");
    }

    private string? ReadPath(string marker, string prefix)
    {
        var path = Show()[marker.Length..];
        var tab = path.IndexOf('\t', StringComparison.Ordinal);
        if (tab >= 0) path = path[..tab];
        if (path == "/dev/null") return Fail<string>("a made or deleted file is not supported");
        if (path.StartsWith('"')) return Fail<string>($"the quoted name {path} is not supported");
        if (!path.StartsWith(prefix, StringComparison.Ordinal))
            return Fail<string>($"'{path}' does not start with '{prefix}'");
        path = path[prefix.Length..];
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)
            || path.Split('/').Any(part => part is "" or "." or ".."))
            return Fail<string>($"'{path}' is not a plain path inside the tree");
        at++;
        return path;
    }

    private Hunk? ReadHunk()
    {
        if (!HunkHeader.TryParse(Show(), out var header)) return Fail<Hunk>($"'{Show(60)}' is no hunk header");
        var start = at++;
        var body = ImmutableArray.CreateBuilder<HunkLine>();
        var (old, added) = (header.OldCount, header.NewCount);
        while (old > 0 || added > 0)
        {
            if (at == lines.Length) return Fail<Hunk>($"the hunk of line {start + 1} ends too early");
            var line = lines[at];
            var kind = Kind(line.Span[0]);
            if (kind is null) return Fail<Hunk>($"'{Show(40)}' in the hunk of line {start + 1}");
            if (kind != HunkLineKind.Added && --old < 0 || kind != HunkLineKind.Removed && --added < 0)
                return Fail<Hunk>($"the hunk of line {start + 1} has more lines than its header says");
            // Some mailers strip the space of an empty context line; git and patch take it too.
            body.Add(new HunkLine(kind.Value, line.Span[0] == '\n' ? line : line[1..]));
            at++;
            if (at < lines.Length && Starts("\\ ")) StripFeed(body);
        }

        // Only the very last line of a side may lack the line feed.
        if (Torn(body, HunkLineKind.Added) || Torn(body, HunkLineKind.Removed))
            return Fail<Hunk>($"a line without line feed in the middle of the hunk of line {start + 1}");
        if (body.All(line => line.Kind == HunkLineKind.Context)) return Fail<Hunk>($"the hunk of line {start + 1} changes nothing");
        return new Hunk(header.OldStart, header.NewStart, header.Section, body.ToImmutable());
    }

    private void StripFeed(ImmutableArray<HunkLine>.Builder body)
    {
        var last = body[^1];
        if (last.Content.Span.EndsWith("\n"u8)) body[^1] = last with { Content = last.Content[..^1] };
        at++;
    }

    private static bool Torn(IEnumerable<HunkLine> body, HunkLineKind other)
    {
        var side = body.Where(line => line.Kind != other).Select(line => line.Content).ToList();
        return side.Take(Math.Max(0, side.Count - 1)).Any(line => !line.Span.EndsWith("\n"u8));
    }

    private static HunkLineKind? Kind(byte marker) => marker switch
    {
        (byte)' ' or (byte)'\n' => HunkLineKind.Context,
        (byte)'-' => HunkLineKind.Removed,
        (byte)'+' => HunkLineKind.Added,
        _ => null,
    };

    private bool Starts(string text) => lines[at].Span.StartsWith(Encoding.ASCII.GetBytes(text));

    private string Show(int limit = int.MaxValue)
    {
        var line = Encoding.UTF8.GetString(lines[at].Span).TrimEnd('\n');
        return line.Length <= limit ? line : line[..limit];
    }

    private T? Fail<T>(string what) where T : class
    {
        Error = $"line {at + 1}: {what}";
        return null;
    }
}
