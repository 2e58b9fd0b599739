using System.Globalization;

namespace Stage3.Progress;

/// <summary>
/// The last lines of a terminal, drawn anew in their place. Whatever else is written there meanwhile is written between <see cref="Clear"/> and the next
/// <see cref="Show"/>, and stands above them. Not safe for threads.
/// </summary>
/// <param name="terminal">Takes text and the control sequences of ECMA-48 that every terminal knows: cursor up, erase below.</param>
/// <param name="size">Columns and rows, as they are now.</param>
internal sealed class LiveLines(TextWriter terminal, Func<(int Columns, int Rows)> size)
{
    private const string EraseBelow = "\e[J";
    private int shown;

    /// <summary>Draws lines, and leaves out of them what the terminal has no room for: a line that wraps would be two.</summary>
    public void Show(IReadOnlyList<string> lines)
    {
        var (columns, rows) = size();
        var room = Math.Max(rows - 1, 1);
        IEnumerable<string> fitting = lines.Count <= room
            ? lines
            : [.. lines.Take(room - 2), string.Create(CultureInfo.InvariantCulture, $"… {lines.Count - room + 1} more"), lines[^1]];
        var drawn = fitting.Select(line => line.Length < columns ? line : line[..Math.Max(columns - 1, 1)]).ToList();
        terminal.Write($"{ToFirst()}{EraseBelow}{string.Join('\n', drawn)}");
        terminal.Flush();
        shown = drawn.Count;
    }

    /// <summary>Takes them away; the cursor is where the first of them was.</summary>
    public void Clear()
    {
        if (shown == 0) return;
        terminal.Write($"{ToFirst()}{EraseBelow}");
        terminal.Flush();
        shown = 0;
    }

    private string ToFirst() => shown > 1 ? string.Create(CultureInfo.InvariantCulture, $"\r\e[{shown - 1}A") : "\r";
}
