using Stage3.Linux;
using Stage3.Specification;

namespace Stage3.Steps;

/// <summary>There is no ebuild repository where the specification, or <c>--tree</c>, says.</summary>
public sealed class TreeMissingException(HostPath tree, StageSpec spec) : Stage3Exception(
    $"there is no ebuild repository at {tree}: it has no folder 'profiles'",
    $"{spec?.File}, key tree",
    "name a checkout of the tree with --tree DIR");
