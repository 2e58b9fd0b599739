namespace Stage3.Linux.Namespaces;

/// <summary>What the kernel let us put over a folder.</summary>
public enum OverlayKind
{
    /// <summary>Nothing was mounted: the launcher never ran, or failed.</summary>
    None,

    /// <summary>An overlay file system: the folder is seen live, changes go to the upper layer.</summary>
    Overlay,

    /// <summary>
    /// A copy of the folder, bound over it: where overlays are refused, as on top of another overlay in some containers.
    /// Later changes below it are not seen.
    /// </summary>
    Copy,
}
