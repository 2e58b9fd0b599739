using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Eclasses.Series;

/// <summary>The patch series itself is broken; all that is wrong is listed.</summary>
public sealed class PatchSeriesException(HostPath folder, ImmutableArray<string> problems) : Stage3Exception(
    what: $"the patch series is broken: {string.Join("; ", problems)}",
    where: $"{folder}/manifest.json",
    remedy: "mend the manifest and the patches that it names, or take them from the release again")
{
    /// <summary>One sentence for each mistake.</summary>
    public ImmutableArray<string> Problems { get; } = problems;
}
