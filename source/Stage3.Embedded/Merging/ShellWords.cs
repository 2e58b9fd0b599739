using System.Text;

namespace Stage3.Embedded.Merging;

/// <summary>The words of a variable that may have blanks in them, as Python's <c>shlex.split</c> takes them: quotes of both kinds, and backslashes outside of single ones.</summary>
internal static class ShellWords
{
    /// <summary>The words; a quote that is never closed goes to the end.</summary>
    internal static IReadOnlyList<string> Of(string text)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsWhiteSpace(character))
            {
                if (word is not null) words.Add(word.ToString());
                word = null;
                continue;
            }

            word ??= new StringBuilder();
            if (character is '"' or '\'') i = Quoted(text, i, word);
            else if (character != '\\') word.Append(character);
            else if (++i < text.Length) word.Append(text[i]);
        }

        if (word is not null) words.Add(word.ToString());
        return words;
    }

    private static int Quoted(string text, int start, StringBuilder word)
    {
        var i = start + 1;
        for (; i < text.Length && text[i] != text[start]; i++)
        {
            // Within double quotes a backslash is one but before a quote and itself.
            if (text[start] == '"' && text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\') i++;
            word.Append(text[i]);
        }

        return i;
    }
}
