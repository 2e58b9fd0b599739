using System.Globalization;
using System.Text;

namespace Stage3.Reports;

/// <summary>How values read in every format.</summary>
internal static class ReportText
{
    public static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Where a finding is: <c>/etc/passwd:3</c>; empty where nowhere.</summary>
    public static string Place(Finding finding) =>
        finding.Path is null ? "" : finding.Line is { } line ? $"{finding.Path}:{line}" : finding.Path;

    /// <summary>
    /// Text without control characters, which neither XML nor a terminal may be given; each becomes its picture. A line
    /// feed and a tab stay.
    /// </summary>
    public static string Printable(string text)
    {
        if (!text.Any(IsUnprintable)) return text;
        var safe = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                safe.Append(character).Append(text[++index]);
            else
                safe.Append(!IsUnprintable(character) ? character : character < ' ' ? (char)(0x2400 + character) : '\uFFFD');
        }

        return safe.ToString();
    }

    private static bool IsUnprintable(char character) =>
        character < ' ' && character is not ('\n' or '\t') || character is >= '\u007f' and <= '\u009f'
        || character is '\uFFFE' or '\uFFFF' || char.IsSurrogate(character);
}
