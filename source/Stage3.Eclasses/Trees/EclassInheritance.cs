using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Stage3.Eclasses.Trees;

/// <summary>Reads from an eclass which others it inherits, without running it: those that it names in so many words.</summary>
internal static partial class EclassInheritance
{
    /// <summary>The file names of the eclasses that the text inherits.</summary>
    public static IEnumerable<string> Of(EclassFile eclass) =>
        from match in Statement().Matches(Encoding.UTF8.GetString(eclass.Content.Span))
        from word in match.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word[0] != '#')
        where Name().IsMatch(word)
        select $"{word}.eclass";

    /// <summary>The files named, and all that they inherit; what <paramref name="find"/> does not know is left out.</summary>
    public static ImmutableArray<EclassFile> Closure(IEnumerable<string> names, Func<string, EclassFile?> find)
    {
        var files = new Dictionary<string, EclassFile?>(StringComparer.Ordinal);
        var open = new Queue<string>(names);
        while (open.TryDequeue(out var name))
        {
            if (files.ContainsKey(name)) continue;
            files[name] = find(name);
            if (files[name] is { } file)
                foreach (var inherited in Of(file)) open.Enqueue(inherited);
        }

        return [.. files.Values.OfType<EclassFile>()];
    }

    [GeneratedRegex(@"^[ \t]*inherit[ \t]+((?:[^\n;&|\\]|\\\n)*)", RegexOptions.Multiline)]
    private static partial Regex Statement();

    /// <summary>PMS 3.1.6.</summary>
    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.-]*\z")]
    private static partial Regex Name();
}
