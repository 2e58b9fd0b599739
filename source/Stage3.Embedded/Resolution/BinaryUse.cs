namespace Stage3.Embedded.Resolution;

/// <summary>Whether binary packages are chosen. Source: emerge(1), <c>--usepkg</c> and <c>--usepkgonly</c>.</summary>
public enum BinaryUse
{
    /// <summary>Only ebuilds are.</summary>
    Never,

    /// <summary>A binary package goes before an ebuild of the same version.</summary>
    Preferred,

    /// <summary>Only binary packages are.</summary>
    Only,
}
