using System.Globalization;
using System.Text.RegularExpressions;

namespace Stage3.Testing;

/// <summary>What stands on a terminal that is wide enough, when it has been written to: carriage returns, cursor up and erasing count, colours do not.</summary>
public sealed partial class TerminalScreen
{
    private readonly List<string> lines = [""];
    private int row;
    private int column;

    /// <summary>The lines from the top, without the white space at their ends.</summary>
    public IReadOnlyList<string> Lines => [.. lines.Select(line => line.TrimEnd())];

    /// <summary>All that stands there when this has been written to an empty one.</summary>
    public static IReadOnlyList<string> After(string text)
    {
        var screen = new TerminalScreen();
        screen.Write(text);
        return screen.Lines;
    }

    /// <summary>Writes to it.</summary>
    public void Write(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var sequence = Sequence().Match(text, at);
            if (sequence.Success) Obey(sequence.Groups["count"].Value, sequence.Groups["what"].Value);
            else Put(text[at]);
            at += sequence.Success ? sequence.Length : 1;
        }
    }

    private void Obey(string count, string what)
    {
        if (what == "A") row = Math.Max(0, row - (count.Length == 0 ? 1 : int.Parse(count, CultureInfo.InvariantCulture)));
        if (what is not ("J" or "K")) return;
        lines[row] = lines[row][..Math.Min(column, lines[row].Length)];
        if (what == "J") lines.RemoveRange(row + 1, lines.Count - row - 1);
    }

    private void Put(char character)
    {
        switch (character)
        {
            case '\r':
                column = 0;
                break;
            // As a terminal driver has it: a new line begins at the left.
            case '\n':
                (row, column) = (row + 1, 0);
                if (row == lines.Count) lines.Add("");
                break;
            default:
                var line = lines[row].PadRight(column + 1);
                lines[row] = $"{line[..column]}{character}{line[(column + 1)..]}";
                column++;
                break;
        }
    }

    [GeneratedRegex(@"\G\e(?:\[\??(?<count>\d*)(?:;\d*)*(?<what>[A-Za-z])|[=>])", RegexOptions.CultureInvariant)]
    private static partial Regex Sequence();
}
