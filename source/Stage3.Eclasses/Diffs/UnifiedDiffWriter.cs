using System.Collections.Immutable;
using System.Text;

namespace Stage3.Eclasses.Diffs;

/// <summary>Writes changes as git does; what it writes, <see cref="UnifiedDiff"/> reads back as the same.</summary>
public static class UnifiedDiffWriter
{
    /// <summary>A whole patch.</summary>
    /// <param name="preamble">The text before the first file; a line feed is added where it lacks one.</param>
    /// <param name="files">The changes.</param>
    public static byte[] Write(string preamble, ImmutableArray<FileChange> files)
    {
        ArgumentNullException.ThrowIfNull(preamble);
        using var output = new MemoryStream();
        void Text(string text) => output.Write(Encoding.UTF8.GetBytes(text));

        Text(preamble.Length == 0 || preamble.EndsWith('\n') ? preamble : preamble + "\n");
        foreach (var file in files)
        {
            Text($"diff --git a/{file.Path} b/{file.Path}\n--- a/{file.Path}\n+++ b/{file.Path}\n");
            foreach (var hunk in file.Hunks)
            {
                Text(hunk.Header + "\n");
                foreach (var line in hunk.Lines)
                {
                    output.WriteByte(line.Kind switch { HunkLineKind.Added => (byte)'+', HunkLineKind.Removed => (byte)'-', _ => (byte)' ' });
                    output.Write(line.Content.Span);
                    if (!line.Content.Span.EndsWith("\n"u8)) Text("\n\\ No newline at end of file\n");
                }
            }
        }

        return output.ToArray();
    }
}
