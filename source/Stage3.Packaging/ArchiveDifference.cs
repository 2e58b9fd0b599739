using Stage3.Linux.Files;

namespace Stage3.Packaging;

/// <summary>The first thing in which two archives differ.</summary>
/// <param name="Path">The entry, from the root of the archives; null where the archives differ and no entry of them does.</param>
/// <param name="What">What differs, with both values.</param>
public sealed record ArchiveDifference(BytePath? Path, string What)
{
    /// <inheritdoc/>
    public override string ToString() => Path is { } path ? $"{path}: {What}" : What;
}
