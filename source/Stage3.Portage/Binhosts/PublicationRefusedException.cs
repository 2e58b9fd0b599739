using System.Collections.Immutable;
using Stage3.Linux;

namespace Stage3.Portage.Binhosts;

/// <summary>Packages are not fit to be published; nothing was.</summary>
public sealed class PublicationRefusedException(HostPath pkgDir, ImmutableArray<string> reasons) : Stage3Exception(
    $"{reasons.Length} package{(reasons.Length == 1 ? " is" : "s are")} not fit to be published:\n    " + string.Join("\n    ", reasons),
    pkgDir.Value,
    "build what is named anew (delete the files and run Prepare), signed where a key is asked for; nothing was published")
{
    /// <summary>Each package with its reason.</summary>
    public ImmutableArray<string> Reasons { get; } = reasons;
}
