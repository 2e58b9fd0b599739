using Stage3.Linux;
using Stage3.Specification;

namespace Stage3.Steps;

/// <summary>A specification names a profile that its tree has not.</summary>
public sealed class ProfileMissingException(StageSpec spec, HostPath tree) : Stage3Exception(
    $"the tree has no profile '{spec?.Profile}'",
    $"{spec?.File}, key profile; looked in {tree}/profiles",
    $"name one of the tree's profiles (those that are offered: {tree}/profiles/profiles.desc), or another tree with --tree");
