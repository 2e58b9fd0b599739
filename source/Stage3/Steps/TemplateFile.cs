using System.Collections.Immutable;

namespace Stage3.Steps;

/// <summary>One file that every root starts with.</summary>
/// <param name="Path">Where it lies, relative to the root.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record TemplateFile(string Path, ImmutableArray<string> Lines)
{
    /// <summary>The lines, each ended.</summary>
    public string Text => string.Concat(Lines.Select(line => line + "\n"));
}
