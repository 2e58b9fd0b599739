using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Merging;

/// <summary>A package cannot be merged. Nothing of it was written. All reasons are here.</summary>
public sealed class MergeRefusedException(PackageId package, HostPath root, ImmutableArray<MergeProblem> problems) : Stage3Exception(
    $"{package} cannot be merged: {string.Join("; ", problems.Take(MostShown).Select(problem => problem.Message))}{More(problems.Length)}",
    $"root {root}",
    "remove what is in the way, or mend the ebuild (a blocker, a renamed file), and run again: nothing was written")
{
    private const int MostShown = 10;

    /// <summary>The package.</summary>
    public PackageId Package { get; } = package;

    /// <summary>All reasons, in the order of the image.</summary>
    public ImmutableArray<MergeProblem> Problems { get; } = problems;

    private static string More(int count) => count > MostShown ? $"; and {count - MostShown} more" : "";
}
