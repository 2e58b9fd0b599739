using System.Text;

namespace Stage3.Chroot.References;

/// <summary>A configuration file in effect.</summary>
/// <param name="Name">Its name, by which one in an earlier folder replaces those in later ones.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Text">What it says.</param>
internal sealed record ConfigFile(string Name, string Path, string Text)
{
    /// <summary>The lines with their numbers, from 1; a trailing backslash joins a line with the next.</summary>
    public IEnumerable<(string Text, int Line)> JoinedLines()
    {
        var (joined, first) = (new StringBuilder(), 0);
        foreach (var (text, number) in Lines())
        {
            if (joined.Length == 0) first = number;
            if (text.EndsWith('\\'))
            {
                joined.Append(text.AsSpan(0, text.Length - 1)).Append(' ');
                continue;
            }
            yield return (joined.Append(text).ToString(), first);
            joined.Clear();
        }
        if (joined.Length > 0) yield return (joined.ToString(), first);
    }

    /// <summary>The lines with their numbers, from 1.</summary>
    public IEnumerable<(string Text, int Line)> Lines() =>
        Text.Split('\n').Select((text, index) => (text.TrimEnd('\r'), index + 1));
}
