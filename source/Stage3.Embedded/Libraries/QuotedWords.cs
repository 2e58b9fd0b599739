using System.Text;

namespace Stage3.Embedded.Libraries;

/// <summary>Words of a variable that may have blanks in them, within quotes or behind backslashes: Python's <c>shlex.split</c>, as Portage reads lists of patterns.</summary>
internal static class QuotedWords
{
    /// <summary>The words; a quote that is never ended ends with the text.</summary>
    internal static IEnumerable<string> Split(string text)
    {
        StringBuilder? word = null;
        var quote = '\0';
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (quote == '\0' && char.IsWhiteSpace(character))
            {
                if (word is not null) yield return word.ToString();
                word = null;
                continue;
            }

            word ??= new StringBuilder();
            if (quote == '\0' && character is '\'' or '"') quote = character;
            else if (character == quote) quote = '\0';
            else if (character == '\\' && at + 1 < text.Length && (quote == '\0' || (quote == '"' && text[at + 1] is '"' or '\\'))) word.Append(text[++at]);
            else word.Append(character);
        }

        if (word is not null) yield return word.ToString();
    }
}
