using System.Collections.Immutable;
using System.Text;

namespace Stage3.Eclasses.Diffs;

/// <summary>
/// A text as lines of bytes: each line keeps its line feed, so that joining them gives the very bytes back. Only LF
/// ends a line; a CR is part of it, at its end or in its middle. The last line may lack the LF.
/// </summary>
public static class ByteLines
{
    /// <summary>The lines of a text; none for the empty text.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> text)
    {
        var lines = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        while (!text.IsEmpty)
        {
            var feed = text.Span.IndexOf((byte)'\n');
            var length = feed < 0 ? text.Length : feed + 1;
            lines.Add(text[..length]);
            text = text[length..];
        }

        return lines.ToImmutable();
    }

    /// <summary>The text of lines, one after the other.</summary>
    public static byte[] Join(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        using var text = new MemoryStream();
        foreach (var line in lines) text.Write(line.Span);
        return text.ToArray();
    }

    /// <summary>A line for people: as UTF-8, without its line ending; a CR before it is shown as ␍.</summary>
    public static string Show(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\n"u8)) line = line[..^1];
        return Encoding.UTF8.GetString(line).Replace('\r', '␍');
    }

    /// <summary>True where two lines hold the same bytes.</summary>
    public static bool Same(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right) =>
        left.Span.SequenceEqual(right.Span);
}
