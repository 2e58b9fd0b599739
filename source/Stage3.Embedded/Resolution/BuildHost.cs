namespace Stage3.Embedded.Resolution;

/// <summary>Where the tools of BDEPEND and IDEPEND are.</summary>
public enum BuildHost
{
    /// <summary>On a host without a package database of its own: they are expected of it and listed, not merged.</summary>
    Elsewhere,

    /// <summary>In ROOT, as on a Gentoo that updates itself: they are resolved like any other.</summary>
    Root,
}
