using System.Collections.Immutable;

namespace Stage3.Packaging.Comparing;

/// <summary>All of a stage that a comparison looks at.</summary>
/// <param name="Name">Where it was read from, for headings.</param>
/// <param name="Files">Every entry by its path from the root, with a slash before it.</param>
/// <param name="Packages">The installed packages.</param>
/// <param name="Owners">The package, <c>category/name</c>, of each owned path; empty where a list of contents does not tell.</param>
/// <param name="Texts">The text files below <c>/etc</c>, those of a moderate size.</param>
public sealed record StageSnapshot(
    string Name,
    ImmutableSortedDictionary<string, StagedFile> Files,
    ImmutableArray<StagedPackage> Packages,
    ImmutableDictionary<string, string> Owners,
    ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Texts)
{
    /// <summary>Bytes of all files.</summary>
    public long Size => Files.Values.Sum(file => file.Size);
}
