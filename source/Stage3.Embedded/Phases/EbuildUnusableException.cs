using System.Collections.Immutable;
using Stage3.Linux;
using Stage3.Portage.Names;

namespace Stage3.Embedded.Phases;

/// <summary>An ebuild does not source, or needs what this engine has not; nothing of it was built.</summary>
/// <param name="package">Which one.</param>
/// <param name="file">The ebuild.</param>
/// <param name="reasons">All reasons found.</param>
public sealed class EbuildUnusableException(PackageId package, HostPath file, ImmutableArray<string> reasons) : Stage3Exception(
    what: $"{package} cannot be built here: {string.Join("; ", reasons)}",
    where: file.Value,
    remedy: "mend the ebuild or its eclasses, or build it with a real Portage (--engine portage)")
{
    /// <summary>Which one.</summary>
    public PackageId Package { get; } = package;

    /// <summary>All reasons found.</summary>
    public ImmutableArray<string> Reasons { get; } = reasons;
}
