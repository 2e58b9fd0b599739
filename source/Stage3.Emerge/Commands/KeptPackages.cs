namespace Stage3.Emerge.Commands;

/// <summary>What becomes of the binary packages that a run builds: emerge(1), <c>--buildpkg</c>, <c>--buildpkgonly</c>.</summary>
public enum KeptPackages
{
    /// <summary>None is made; what is built goes into the root alone.</summary>
    None,

    /// <summary>Each built package goes into PKGDIR as well as into the root: <c>--buildpkg</c>.</summary>
    Kept,

    /// <summary>Each built package goes into PKGDIR and not into the root: <c>--buildpkgonly</c>. All that it needs must be in the root already.</summary>
    KeptOnly,
}
