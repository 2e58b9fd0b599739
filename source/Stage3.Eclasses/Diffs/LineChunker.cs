using DiffPlex;

namespace Stage3.Eclasses.Diffs;

/// <summary>Cuts a text at line feeds and keeps them: DiffPlex's own chunkers drop the ending, or cut at a CR too.</summary>
internal sealed class LineChunker : IChunker
{
    public static LineChunker Instance { get; } = new();

    public IReadOnlyList<string> Chunk(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var feed = text.IndexOf('\n', start);
            var end = feed < 0 ? text.Length : feed + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }
}
