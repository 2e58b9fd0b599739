using System.Text;

namespace Stage3.Portage.Configuration;

/// <summary>
/// Expands <c>$NAME</c> and <c>${NAME}</c> in a value whose quotes are already gone, as Portage's <c>varexpand</c> does: unknown variables are
/// empty, a newline becomes a blank, an escaped newline nothing, <c>\$</c> and <c>\\</c> lose their backslash. What single quotes
/// held is expanded too: Portage removes the quotes first, and bash does not.
/// </summary>
internal static class VariableExpansion
{
    /// <summary>The expanded value, or what is wrong with it.</summary>
    public static bool TryExpand(string value, IReadOnlyDictionary<string, string> variables, out string expanded, out string problem)
    {
        var text = new StringBuilder(value.Length);
        (expanded, problem) = ("", "");
        bool inSingle = false, inDouble = false;
        for (var at = 0; at < value.Length;)
        {
            var current = value[at];
            if (current == '\'' && !inDouble) inSingle = !inSingle;
            else if (current == '"' && !inSingle) inDouble = !inDouble;

            if (inSingle || current is '\'' or '"')
            {
                text.Append(current);
                at++;
            }
            else if (current == '\\')
            {
                at = Unescape(value, at, text);
            }
            else if (current == '$')
            {
                if (!TryReference(value, ref at, variables, text, out problem)) return false;
            }
            else
            {
                text.Append(current == '\n' ? ' ' : current);
                at++;
            }
        }

        expanded = text.ToString();
        return true;
    }

    private static int Unescape(string value, int at, StringBuilder text)
    {
        if (at + 1 == value.Length)
        {
            text.Append('\\');
            return at + 1;
        }

        var escaped = value[at + 1];
        at += 2;
        if (escaped is '$' or '\\') text.Append(escaped);
        else if (escaped != '\n') text.Append('\\').Append(escaped);
        // Portage takes the character after an escaped backslash as it is; make.globals' commands for ssh rely on it.
        if (escaped == '\\' && at < value.Length && value[at] is '\'' or '"' or '$') text.Append(value[at++]);
        return at;
    }

    private static bool TryReference(
        string value, ref int at, IReadOnlyDictionary<string, string> variables, StringBuilder text, out string problem)
    {
        problem = "";
        at++;
        if (at == value.Length)
        {
            text.Append('$');
            return true;
        }

        var braced = value[at] == '{';
        if (braced) at++;
        var start = at;
        while (at < value.Length && (char.IsAsciiLetterOrDigit(value[at]) || value[at] == '_')) at++;
        var name = value[start..at];
        if (braced && (at == value.Length || value[at] != '}')) problem = $"'${{{name}' has no closing brace here: only ${{NAME}} can be expanded";
        else if (name.Length == 0) problem = braced ? "'${}' names no variable" : "'$' names no variable: write \\$ for the character";
        if (problem.Length > 0) return false;
        if (braced) at++;
        text.Append(variables.GetValueOrDefault(name, ""));
        return true;
    }
}
