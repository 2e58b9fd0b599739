using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Portage.Configuration;

/// <summary>
/// One line of a list file (<c>package.mask</c>, <c>use.force</c>, <c>world</c>, …) with its place, comments and outer white space gone, never empty.
/// </summary>
/// <param name="File">The file that holds it: the member, where the list is a folder.</param>
/// <param name="Number">The line, from 1.</param>
/// <param name="Text">The words of the line, one blank between them.</param>
public sealed record SourceLine(HostPath File, int Number, string Text)
{
    /// <summary>The words of the line; at least one.</summary>
    public ImmutableArray<string> Words => [.. Text.Split(' ')];

    /// <summary>The place, as error messages name it: <c>file:line</c>.</summary>
    public string Place => $"{File}:{Number}";

    /// <summary>The problem of this line.</summary>
    public ConfigurationProblem Problem(string message) => new(File, Number, message);

    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Text}";
}
