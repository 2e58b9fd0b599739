using System.Text;

namespace Stage3.Chroot.References;

/// <summary>Fields of a line with blanks between them, quotes around some and backslash escapes, as sysusers.d(5) and tmpfiles.d(5) have them.</summary>
internal static class QuotedFields
{
    /// <summary>The fields; none for a blank line or a comment.</summary>
    public static List<string> Split(string line)
    {
        var fields = new List<string>();
        if (line.TrimStart() is [] or ['#', ..]) return fields;
        var field = new StringBuilder();
        var (quote, isOpen) = ('\0', false);
        for (var index = 0; index < line.Length; index++)
        {
            var character = line[index];
            if (character == '\\' && index + 1 < line.Length)
            {
                field.Append(line[++index]);
                isOpen = true;
            }
            else if (quote != '\0' && character == quote) quote = '\0';
            else if (quote == '\0' && character is ('"' or '\'')) (quote, isOpen) = (character, true);
            else if (quote == '\0' && character is (' ' or '\t')) Close();
            else
            {
                field.Append(character);
                isOpen = true;
            }
        }
        Close();
        return fields;

        void Close()
        {
            if (isOpen) fields.Add(field.ToString());
            field.Clear();
            isOpen = false;
        }
    }
}
