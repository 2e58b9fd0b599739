using Stage3.Linux;

namespace Stage3.Eclasses.Overlays;

/// <summary>A generated configuration that puts patched eclasses in front of a tree which stays as it is. See portage(5), repos.conf.</summary>
/// <param name="Folder">The folder that holds all of it; its name is the content's key.</param>
/// <param name="ReposConf">The generated <c>repos.conf</c>: the tree, and with patched eclasses the repository that overrides them.</param>
/// <param name="Repository">The generated repository; null where no eclass needed a patch.</param>
public sealed record EclassOverlay(HostPath Folder, HostPath ReposConf, HostPath? Repository)
{
    /// <summary>The generated repository's name.</summary>
    public const string RepositoryName = "stage3-eclasses";
}
