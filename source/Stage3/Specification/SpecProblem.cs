using Stage3.Linux;

namespace Stage3.Specification;

/// <summary>One thing that is wrong in a specification file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its line, from 1; 0 where the whole file is meant.</param>
/// <param name="Key">The key in it, dotted, for instance <c>archive.name</c>; empty for the whole.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
public sealed record SpecProblem(HostPath File, int Line, string Key, string Message)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{File}:{Line}: {(Key.Length > 0 ? Key + ": " : "")}{Message}";
}
