using System.Text;
using Stage3.Linux;

namespace Stage3.Portage.Configuration;

/// <summary>
/// Splits a make.conf into words the way Portage's <c>getconfig</c> does: a small POSIX lexer, not bash. Quotes are removed here;
/// <c>$</c> and the escapes that double quotes keep are left to <see cref="VariableExpansion"/>, which comes after.
/// </summary>
internal sealed class ShellWordReader(string text, HostPath file)
{
    private const string WordPunctuation = "~!@#$%*_\\:;?,./-+{}";
    private readonly StringBuilder word = new();
    private int position;
    private bool quoted;

    /// <summary>The file that the text came from.</summary>
    public HostPath File => file;

    /// <summary>The line that the last word began in, from 1.</summary>
    public int WordLine { get; private set; } = 1;

    private int Line { get; set; } = 1;

    /// <summary>The next word, or a single character that is none; null at the end. An empty text is an empty quoted word.</summary>
    /// <exception cref="ConfigurationException">A quotation or an escape is not ended.</exception>
    public string? Next()
    {
        word.Clear();
        quoted = false;
        SkipToWord();
        WordLine = Line;
        if (position == text.Length) return null;
        if (!StartsWord(text[position])) return Take().ToString();
        while (position < text.Length && ReadPart())
        {
        }

        return word.Length > 0 || quoted ? word.ToString() : Next();
    }

    private void SkipToWord()
    {
        while (position < text.Length)
            if (IsBlank(text[position])) Take();
            else if (text[position] == '#') SkipComment();
            else return;
    }

    /// <summary>Reads one character or one quotation of the word; false where the word is over.</summary>
    private bool ReadPart()
    {
        var next = text[position];
        if (next is '\'' or '"')
        {
            ReadQuotation(Take());
            return true;
        }

        if (next == '\\')
        {
            Take();
            if (position == text.Length) throw Error("a backslash at the end of the file escapes nothing");
            word.Append(Take());
            return true;
        }

        if (next == '#') SkipComment();
        if (next == '#' || !StartsWord(next)) return false;
        word.Append(Take());
        return true;
    }

    private void ReadQuotation(char quote)
    {
        quoted = true;
        var start = Line;
        while (position < text.Length)
        {
            var next = Take();
            if (next == quote) return;
            if (next == '\\' && quote == '"')
            {
                if (position == text.Length) break;
                var escaped = Take();
                if (escaped is not ('"' or '\\')) word.Append('\\');
                word.Append(escaped);
            }
            else
            {
                word.Append(next);
            }
        }

        throw new ConfigurationException(file, start, $"the quotation that {quote} begins is never ended");
    }

    private void SkipComment()
    {
        while (position < text.Length && Take() != '\n')
        {
        }
    }

    private char Take()
    {
        var taken = text[position++];
        if (taken == '\n') Line++;
        return taken;
    }

    private ConfigurationException Error(string message) => new(file, Line, message);

    private static bool IsBlank(char character) => character is ' ' or '\t' or '\r' or '\n';

    private static bool StartsWord(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '\'' or '"' || WordPunctuation.Contains(character, StringComparison.Ordinal);
}
