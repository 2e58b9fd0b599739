using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Portage.Configuration;

/// <summary>One section of an ini file, such as a repository in <c>repos.conf</c>.</summary>
/// <param name="Name">The text between the brackets.</param>
/// <param name="File">The file that holds the section's head; the last one where several do.</param>
/// <param name="Line">The line of the head, from 1.</param>
/// <param name="Values">Key to value; keys in lower case, values trimmed.</param>
public sealed record IniSection(string Name, HostPath File, int Line, ImmutableSortedDictionary<string, IniValue> Values)
{
    /// <summary>The text of a key; null where the section does not set it.</summary>
    public string? this[string key] => Values.TryGetValue(key, out var value) ? value.Text : null;

    /// <summary>The place of a key, or of the section where it is not set.</summary>
    public ConfigurationProblem Problem(string key, string message) =>
        Values.TryGetValue(key, out var value) ? new(value.File, value.Line, message) : new(File, Line, message);
}
