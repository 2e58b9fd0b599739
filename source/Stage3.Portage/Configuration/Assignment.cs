using Stage3.Linux;

namespace Stage3.Portage.Configuration;

/// <summary>One assignment of a make.conf or make.defaults, expanded.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">The value, without quotes, references replaced.</param>
/// <param name="File">The file that holds it; a sourced one where the assignment is there.</param>
/// <param name="Line">The line of the name, from 1.</param>
public sealed record Assignment(string Name, string Value, HostPath File, int Line)
{
    /// <summary>The words of the value, as USE, FEATURES and the like are read.</summary>
    public IEnumerable<string> Words => Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Name}=\"{Value}\"";
}
