namespace Stage3.Emerge.Commands;

/// <summary>Where binary packages come from, and whether ebuilds may stand in: emerge(1), <c>--usepkg</c>, <c>--usepkgonly</c>, <c>--getbinpkg</c>, <c>--getbinpkgonly</c>.</summary>
public enum PackageSupply
{
    /// <summary>Those of PKGDIR where they fit, else ebuilds: <c>--usepkg</c>.</summary>
    Local,

    /// <summary>Those of PKGDIR and of the binhosts where they fit, else ebuilds: <c>--getbinpkg</c>.</summary>
    Remote,

    /// <summary>Those of PKGDIR and nothing else; masks of repositories do not count: <c>--usepkgonly</c>.</summary>
    LocalOnly,

    /// <summary>Those of PKGDIR and of the binhosts and nothing else: <c>--getbinpkg --usepkgonly</c>.</summary>
    RemoteOnly,

    /// <summary>As <see cref="RemoteOnly"/>, but a binhost's is preferred to a different one of PKGDIR: <c>--getbinpkgonly</c>.</summary>
    RemoteFirstOnly,
}
